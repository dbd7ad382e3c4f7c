// Has a hub that runs take over what another command has written.

import type { DataFolder } from '../../data-folder.ts';
import { UnreachableError } from '../device/command-error.ts';
import { Remote } from '../remote/remote.ts';
import { commandQuestion } from './command-question.ts';

/** False: no hub runs on this folder, or it does not take it. */
export async function letHubLoad(folder: DataFolder, stop: AbortSignal): Promise<boolean> {
  const remote = await Remote.ofFolder(folder);
  try {
    const { text } = await remote.ask(commandQuestion('MI32Load'), stop);
    return text === '{"MI32Load":"Done"}';
  } catch (error) {
    if (error instanceof UnreachableError) return false;
    throw error;
  }
}

// What is wrong with the machine that a hub runs on, or is to run on: asked where the command runs.

import type { DataFolder } from '../../data-folder.ts';
import type { Finding } from '../finding.ts';
import { clockFindings } from './clock.ts';
import { folderFindings } from './folders.ts';
import { mdnsFindings } from './mdns.ts';
import { portFindings } from './ports.ts';
import { rightsFindings } from './rights.ts';
import { versionFindings } from './versions.ts';

/** What is asked about. */
export interface MachineQuestions {
  readonly folder: DataFolder;
  /** Radios of the configuration, by name. */
  readonly radios: readonly string[];
  /** Where others are to be reached, and where the hub listens. */
  readonly broker: { readonly host: string; readonly port: number } | undefined;
  readonly web: { readonly host: string; readonly port: number } | undefined;
  /** Version of the hub that runs; `undefined` where none does. */
  readonly hubVersion: string | undefined;
  readonly nowMs: number;
}

/** Asks all of it, side by side; takes 2 seconds at most. */
export async function machineFindings(questions: MachineQuestions): Promise<readonly Finding[]> {
  const looked = await Promise.all([
    folderFindings(questions),
    rightsFindings(questions),
    portFindings(questions),
    mdnsFindings(),
  ]);
  return [...versionFindings(questions), ...clockFindings(questions), ...looked.flat()];
}

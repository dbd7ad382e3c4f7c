// `bluebell key`, as it is called.

import type { Command } from 'commander';
import type { CommandDesk } from '../command-desk.ts';
import { addRemoteOptions, REMOTE_HELP, type RemoteOptions } from '../remote/remote-options.ts';
import { unlessStopped } from '../remote/unless-stopped.ts';
import type { KeyListOptions } from './key.ts';

const EXAMPLES = `
Examples:
  bluebell key set kitchen                       asks for the key, so that no history keeps it
  bluebell key list                              who has one, who needs one
  bluebell help key set                          more about one of them`;

const NEVER_SHOWN = `Keys go in and never come out: no command and no message shows one.
${REMOTE_HELP}`;

const EXIT_CODES = `
Where a hub runs, it goes by that at once. Where none does, the configuration is changed for the next.
${NEVER_SHOWN}
Exit codes: 0 done, 1 refused, 2 wrong options or configuration, 3 the hub of --url does not answer.`;

const SET_EXAMPLES = `
Examples:
  bluebell key set A4:C1:38:00:00:01             the key is typed, or comes by standard input
  bluebell key set kitchen < kitchen.key
  bluebell key set A4C138000001 00112233445566778899aabbccddeeff
${EXIT_CODES}`;

const REMOVE_EXAMPLES = `
Examples:
  bluebell key remove kitchen
${EXIT_CODES}`;

const LIST_EXAMPLES = `
Examples:
  bluebell key list
  bluebell key list --json | jq -r '.[] | select(.fault) | .device'

Where no hub runs, it tells what the configuration holds.
${NEVER_SHOWN}
Exit codes: 0 listed, 2 wrong options or configuration, 3 the hub of --url does not answer.`;

/** Adds it, and what is below it. */
export function addKeyCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const key = program
    .command('key')
    .description('Sets the keys of sensors that encrypt, and tells who needs one.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);

  addRemote(
    key
      .command('set')
      .description('Sets the key of a sensor.')
      .argument('<device>', 'its name, id or address')
      .argument('[key]', '32 hex digits, or 24; without it, the first line of standard input')
      .action(async (device: string, digits: string | undefined, options: RemoteOptions) => {
        const { keySet } = await import('./key.ts');
        endWith(await unlessStopped(stop, () => keySet(device, digits, options, terminal, stop)));
      }),
    SET_EXAMPLES,
  );
  addRemote(
    key
      .command('remove')
      .description('Takes the key of a sensor away.')
      .argument('<device>', 'its name, id or address')
      .action(async (device: string, options: RemoteOptions) => {
        const { keyRemove } = await import('./key.ts');
        endWith(await unlessStopped(stop, () => keyRemove(device, options, terminal, stop)));
      }),
    REMOVE_EXAMPLES,
  );
  addRemote(
    key
      .command('list')
      .description('Shows which sensors have a key, and which need one; never the key.')
      .option('--json', 'prints JSON')
      .action(async (options: KeyListOptions) => {
        const { keyList } = await import('./key.ts');
        endWith(await unlessStopped(stop, () => keyList(options, terminal, stop)));
      }),
    LIST_EXAMPLES,
  );
}

function addRemote(command: Command, help: string): void {
  addRemoteOptions(command).addHelpText('after', help);
}

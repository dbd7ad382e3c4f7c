// `bluebell device`, as it is called.

import type { Command } from 'commander';
import type { CommandDesk } from '../command-desk.ts';
import { addRemoteOptions, REMOTE_HELP, type RemoteOptions } from '../remote/remote-options.ts';
import { unlessStopped } from '../remote/unless-stopped.ts';
import type { DeviceListOptions } from './device-list.ts';
import type { ForgetOptions } from './device-set.ts';

const EXAMPLES = `
Examples:
  bluebell device list
  bluebell device rename A4:C1:38:00:00:01 kitchen
  bluebell device options kitchen area=Kitchen offline_after_s=600
  bluebell help device options                   more about one of them`;

const EXIT_CODES = `
${REMOTE_HELP}
Exit codes: 0 done, 1 refused, 2 wrong options or configuration, 3 no hub answers.`;

const LIST_EXAMPLES = `
Examples:
  bluebell device list
  bluebell device list --json | jq -r '.[] | select(.fault) | .id'
${EXIT_CODES}`;

const RENAME_EXAMPLES = `
Examples:
  bluebell device rename A4:C1:38:00:00:01 kitchen
  bluebell device rename kitchen 'ground floor/kitchen'
  bluebell device rename kitchen ''              it is called by its id again

Its topics are named for it: those of the old name are taken back. Home Assistant keeps its entities.
Where no hub runs, the configuration is changed for the next.
${EXIT_CODES}`;

const OPTIONS_EXAMPLES = `
Examples:
  bluebell device options kitchen                what is set
  bluebell device options kitchen area=Kitchen
  bluebell device options garden offline_after_s=7200 announce=false
  bluebell device options garden offline_after_s= back to its default

All options are in docs/configuration.md, under devices.
Where no hub runs, the configuration is changed for the next.
${EXIT_CODES}`;

const FORGET_EXAMPLES = `
Examples:
  bluebell device forget A4:C1:38:00:00:01
  bluebell device forget kitchen --history --configuration

One that goes on sending is found again: 'bluebell device options NAME ignore=true' prevents that.
${EXIT_CODES}`;

/** Adds it, and what is below it. */
export function addDeviceCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const device = program
    .command('device')
    .description('Lists the devices of a hub, names them, sets their options, forgets them.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  const end = async (work: () => Promise<number>) => endWith(await unlessStopped(stop, work));

  addRemote(
    device
      .command('list')
      .description('Shows all devices that the hub knows.')
      .option('--json', 'prints JSON')
      .action(async (options: DeviceListOptions) => {
        const { deviceList } = await import('./device-list.ts');
        await end(() => deviceList(options, terminal, stop));
      }),
    LIST_EXAMPLES,
  );
  addRemote(
    device
      .command('rename')
      .description('Gives a device a name.')
      .argument('<device>', 'its name, id or address')
      .argument('<name>', "the new name; '' for none")
      .action(async (which: string, name: string, options: RemoteOptions) => {
        const { deviceRename } = await import('./device-set.ts');
        await end(() => deviceRename(which, name, options, terminal, stop));
      }),
    RENAME_EXAMPLES,
  );
  addRemote(
    device
      .command('options')
      .description('Sets options of a device, or shows them.')
      .argument('<device>', 'its name, id or address')
      .argument('[option=value...]', 'such as area=Kitchen')
      .action(async (which: string, pairs: readonly string[], options: RemoteOptions) => {
        const { deviceOptions } = await import('./device-set.ts');
        await end(() => deviceOptions(which, pairs, options, terminal, stop));
      }),
    OPTIONS_EXAMPLES,
  );
  addRemote(
    device
      .command('forget')
      .description('Forgets what was heard of a device, and takes its topics back.')
      .argument('<device>', 'its name, id or address')
      .option('--history', 'its history too')
      .option('--configuration', 'its name, its key and its options too')
      .action(async (which: string, options: ForgetOptions) => {
        const { deviceForget } = await import('./device-set.ts');
        await end(() => deviceForget(which, options, terminal, stop));
      }),
    FORGET_EXAMPLES,
  );
}

function addRemote(command: Command, help: string): void {
  addRemoteOptions(command).addHelpText('after', help);
}

// `bluebell status`, as it is called.

import type { CommandDesk } from '../command-desk.ts';
import { addRemoteOptions, REMOTE_HELP } from '../remote/remote-options.ts';
import { unlessStopped } from '../remote/unless-stopped.ts';
import type { StatusOptions } from './status.ts';

const EXAMPLES = `
Examples:
  bluebell status                                the hub of this machine, at a glance
  bluebell status --demo                         the demonstration that runs
  bluebell status --json | jq .devices
  bluebell status --url http://attic:8032 --token …
  bluebell status --check                        for supervisors: says nothing while all is well

What --json prints is described in docs/json.md.
${REMOTE_HELP}
Exit codes: 0 it runs, 1 it is of no use (with --check: as /readyz), 2 wrong options, 3 it does not answer.`;

/** Adds it. */
export function addStatusCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const command = program
    .command('status')
    .description('Shows a hub at a glance: radios, broker, devices, last problems.')
    .option('--json', 'one JSON object')
    .option('--check', 'only whether it is ready, and quickly')
    .addHelpText('after', EXAMPLES)
    .action(async (options: StatusOptions) => {
      const { status } = await import('./status.ts');
      endWith(await unlessStopped(stop, () => status(options, terminal, stop)));
    });
  addRemoteOptions(command);
}

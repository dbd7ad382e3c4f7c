// `bluebell doctor`, as it is called.

import type { CommandDesk } from '../command-desk.ts';
import { addRemoteOptions, REMOTE_HELP } from '../remote/remote-options.ts';
import { unlessStopped } from '../remote/unless-stopped.ts';
import type { DoctorOptions } from './doctor.ts';

const EXAMPLES = `
Examples:
  bluebell doctor                     is the hub well, and the machine that it runs on?
  bluebell doctor kitchen             why is this sensor silent?
  bluebell doctor A4:C1:38:00:00:01   the same for one that was never heard
  bluebell doctor kitchen --json | jq -r .cause

It listens for ten seconds where a sensor was not heard lately. docs/doctor.md explains what it finds.
${REMOTE_HELP}
Exit codes: 0 nothing is wrong, 1 something is, 2 wrong options, 3 no hub answers.`;

/** Adds it. */
export function addDoctorCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const command = program
    .command('doctor')
    .description('Says why a sensor is silent, or what is wrong with the hub.')
    .argument('[sensor]', 'its name, or its address')
    .option('--json', 'one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (sensor: string | undefined, options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts');
      endWith(await unlessStopped(stop, () => doctor(sensor, options, terminal, stop)));
    });
  addRemoteOptions(command);
}

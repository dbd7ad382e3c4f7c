// `bluebell scan`, as it is called.

import { another, type CommandDesk, seconds } from '../command-desk.ts';
import type { ScanCommandOptions } from './scan.ts';

const EXAMPLES = `
Examples:
  bluebell scan                                 the simulated home, until Ctrl-C
  bluebell scan --radio serial:/dev/ttyUSB0     what a real radio hears
  bluebell scan --active --name heart           asks for names, shows those with 'heart' in it
  bluebell scan --service 'heart rate'          who offers a service
  bluebell scan --seconds 5 --json | jq -r .address | sort -u

On a terminal a table; else a line whenever a device is new, or tells something new of itself. Names
and keys come from the configuration, if there is one. With --json, a line for every advert: see
docs/json.md.
Exit codes: 0 stopped or time over, 1 every radio broke, 2 wrong options or configuration.`;

/** Adds it. */
export function addScanCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('scan')
    .description('Shows who is on the air, and what bluebell knows of them.')
    .option(
      '--radio <name>',
      'the radio: sim (default), tcp:HOST:PORT, serial:PATH …; several are heard together',
      another,
    )
    .option('--seconds <seconds>', 'ends after so long', seconds)
    .option('--active', 'asks devices for more, such as their names; they notice that')
    .option('--name <text>', 'only devices with this in their name')
    .option('--service <service>', 'only devices with this service: a UUID or a name')
    .option('--capture <file>', 'records what the radio is told and tells, as btsnoop')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where configuration and bonds are kept')
    .option('--json', 'one JSON object for each advert')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ScanCommandOptions) => {
      const { scan } = await import('./scan.ts');
      endWith(await scan(options, terminal, stop));
    });
}

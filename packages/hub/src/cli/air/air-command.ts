// `bluebell air`, as it is called.

import { InvalidArgumentError, Option } from 'commander';
import { another, type CommandDesk } from '../command-desk.ts';
import type { AirOptions } from './air.ts';

const EXAMPLES = `
Examples:
  bluebell air --controller tcp:127.0.0.1:9101
  bluebell air --controller tcp:127.0.0.1:9101 --controller unix:/tmp/second --no-home
  bluebell air --controller tcp:127.0.0.1:0 --capture air.pcap
  bluebell scan --radio tcp:127.0.0.1:9101     in another terminal

Each controller is a virtual one, for one host at a time: bluebell, or whatever speaks HCI (H4).
All are on one air, with the devices of the simulated home. A controller is reset when its host
leaves. With --json, a line whenever a host comes or goes: see docs/json.md.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 a place to listen at cannot be had, 2 wrong options.`;

/** Adds it. */
export function addAirCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('air')
    .description('Runs a virtual air, and offers controllers on it to other programs.')
    .option(
      '--controller <place>',
      'tcp:HOST:PORT or unix:PATH; may be given several times',
      another,
    )
    .option(
      '--seed <number>',
      'for everything that is random on the air (default: as --demo)',
      seed,
    )
    .option('--no-home', 'without the devices of the simulated home')
    .addOption(
      new Option('--pace <pace>', 'how fast time goes there: as here, or as fast as it can')
        .choices(['real', 'fast'])
        .default('real'),
    )
    .option('--capture <file>', 'records all that is sent on the air, as pcap of the link layer')
    .option('--data <folder>', 'where devices of the simulated home keep their bonds')
    .option('--json', 'prints JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: AirOptions) => {
      const { air } = await import('./air.ts');
      endWith(await air(options, terminal, stop));
    });
}

function seed(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('Give a whole number, 0 or more.');
}

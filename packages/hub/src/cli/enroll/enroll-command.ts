// `bluebell enroll`, as it is called.

import { Option } from 'commander';
import { type CommandDesk, seconds } from '../command-desk.ts';
import type { EnrollOptions } from './enroll.ts';

/** How long the phone has to be found, picked up and paired, seconds. */
const PATIENCE_S = 180;

const AWAY_AFTER_S = 300;

const EXAMPLES = `
Examples:
  bluebell enroll --radio serial:/dev/ttyUSB0     your phone, on a radio of yours
  bluebell enroll --radio sim --watch             a simulated phone that pairs, goes away, comes back
  bluebell enroll --name anna --away-after 600    away after ten minutes of silence

The hub poses as a heart-rate sensor: connect to it on the phone, in an app that lists such sensors. Pairing
tells who the phone is under all its changing addresses; nothing is installed on it.
Its key goes into config.yaml and mi32cfg; a hub that runs tracks it at once. A radio that the hub uses itself
is not free: give another, or stop the hub first.
Exit codes: 0 enrolled, 1 pairing failed, 2 wrong options, 3 no phone came, 130 interrupted.`;

/** Adds it. */
export function addEnrollCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('enroll')
    .description('Pairs with a phone, so that it can be told as home or away.')
    .option('--radio <name>', 'the radio to use; default: the first of the configuration, or sim')
    .option('--name <name>', 'what to call the phone; default: what it calls itself')
    .option('--away-after <seconds>', 'silence that means away', seconds, AWAY_AFTER_S)
    .option('--timeout <seconds>', 'how long to wait for the phone', seconds, PATIENCE_S)
    .option('--watch', 'goes on telling when it comes and goes, until Ctrl-C')
    .option('--yes', 'agrees when both sides show a number, without asking')
    .addOption(
      new Option('--secure', 'refuses anything but LE Secure Connections').conflicts(['legacy']),
    )
    .option('--legacy', 'pairs the old way, without LE Secure Connections')
    .option('--data <folder>', 'where data is kept')
    .option('--json', 'prints JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: EnrollOptions) => {
      const { enroll } = await import('./enroll.ts');
      endWith(await enroll(options, terminal, stop));
    });
}

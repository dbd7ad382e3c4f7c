// `bluebell pair`, as it is called.

import { InvalidArgumentError, Option } from 'commander';
import type { CommandDesk } from '../command-desk.ts';
import { addDeviceOptions, DEVICE_ARGUMENT, DEVICE_EXIT_CODES } from '../device/device-options.ts';
import type { PairOptions } from './pair.ts';

const EXAMPLES = `
Examples:
  bluebell pair F0:9C:6E:21:D4:3B                    asks here what has to be asked
  bluebell pair F0:9C:6E:21:D4:3B --passkey 123456   for scripts: what the device shows
  bluebell pair F0:9C:6E:21:D4:3B --yes              for scripts: agrees to numbers
  bluebell pair --list
  bluebell pair --forget F0:9C:6E:21:D4:3B

Keys are kept: later commands encrypt without asking.
What --json prints is described in docs/json.md.
${DEVICE_EXIT_CODES}`;

/** Adds it. */
export function addPairCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const pair = program
    .command('pair')
    .description('Pairs with a device, and keeps the bond.')
    .argument('[address]', DEVICE_ARGUMENT[1])
    .option('--passkey <digits>', 'the six digits that the device shows', passkey)
    .option('--yes', 'agrees when both sides show a number, without asking')
    .addOption(
      new Option('--mitm', 'refuses pairing that somebody in between could join') //
        .conflicts(['justWorks']),
    )
    .option('--just-works', 'pairs without passkeys and numbers')
    .addOption(
      new Option('--secure', 'refuses anything but LE Secure Connections').conflicts(['legacy']),
    )
    .option('--legacy', 'pairs the old way, without LE Secure Connections')
    .addOption(new Option('--list', 'shows the bonds there are').conflicts(['forget']))
    .option('--forget <address>', 'forgets a bond');
  addDeviceOptions(pair)
    .addHelpText('after', EXAMPLES)
    .action(async (device: string | undefined, options: PairOptions) => {
      const { pair: run } = await import('./pair.ts');
      endWith(await run(device, options, terminal, stop));
    });
}

function passkey(text: string): string {
  if (/^\d{6}$/.test(text)) return text;
  throw new InvalidArgumentError('Give six digits.');
}

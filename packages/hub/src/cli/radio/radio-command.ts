// `bluebell radio`, as it is called.

import type { CommandDesk } from '../command-desk.ts';
import type { RadioOptions } from './radio-options.ts';

const EXAMPLES = `
Examples:
  bluebell radio list
  bluebell radio check serial:/dev/ttyUSB0
  bluebell help radio check                 more about one of them`;

const LIST_EXAMPLES = `
Examples:
  bluebell radio list
  bluebell radio list --json | jq -r .name

What --json prints is described in docs/json.md, rights and pitfalls of each in docs/radios.md.
Exit codes: 0 listed, even if there are none.`;

const CHECK_EXAMPLES = `
Examples:
  bluebell radio check sim
  bluebell radio check serial:/dev/ttyUSB0
  bluebell radio check tcp:127.0.0.1:9101 --json

What --json prints is described in docs/json.md.
Exit codes: 0 it works, 1 it does not, 2 there is no such radio.`;

/** Adds it, and what is below it. */
export function addRadioCommand({ program, terminal, endWith }: CommandDesk): void {
  const radio = program
    .command('radio')
    .description('Finds radios, and tells what they can do.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);

  radio
    .command('list')
    .description('Shows the radios of this machine, and how others are named.')
    .option('--json', 'one JSON object for each radio')
    .addHelpText('after', LIST_EXAMPLES)
    .action(async (options: RadioOptions) => {
      const { radioList } = await import('./radio-list.ts');
      endWith(await radioList(options, terminal));
    });

  radio
    .command('check')
    .description('Opens a radio, and tells what it can do.')
    .argument('<name>', 'such as sim, serial:/dev/ttyUSB0, tcp:HOST:PORT, unix:PATH, hci:0')
    .option('--json', 'one JSON object')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (name: string, options: RadioOptions) => {
      const { radioCheck } = await import('./radio-check.ts');
      endWith(await radioCheck(name, options, terminal));
    });
}

// `bluebell decode`, as it is called.

import { Option } from 'commander';
import type { CommandDesk } from './command-desk.ts';
import type { DecodeOptions } from './decode.ts';

const EXAMPLES = `
Examples:
  bluebell decode 043e2b0d01…                     an HCI event
  bluebell decode 020106151695fe5858…             AD structures
  bluebell decode 5858… --uuid fe95 --mac A4:C1:38:00:00:01 --key 0011…
  bluebell decode home.btsnoop                    every sensor's advert of a recording
  bluebell decode --jsonl - < adverts.jsonl       for programs: one answer for each line
  bluebell decode --rpa - < addresses.jsonl       which keys made which addresses

What --json prints is described in docs/json.md, --jsonl and --rpa in docs/decode.md.
Exit codes: 0 all read, 1 a line is no advert or a recording is damaged, 2 wrong options or input.`;

/** Adds it. */
export function addDecodeCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('decode')
    .description('Tells what adverts mean, each on its own.')
    .argument('[input]', 'hex digits, a file (hex lines or a recording), or - to read lines', '-')
    .option('--mac <address>', 'the sender, where the bytes do not tell it')
    .option('--key <hex>', 'bind key: 32 hex digits, or 24')
    .option('--uuid <hex>', 'the bytes are service data of this UUID, such as fe95')
    .option('--json', 'one JSON object for each advert')
    .addOption(
      new Option('--jsonl', 'reads JSON lines with adverts, and writes a JSON line for each') //
        .conflicts(['mac', 'key', 'uuid', 'rpa']),
    )
    .addOption(
      new Option('--rpa', 'reads JSON lines with identity keys and addresses') //
        .conflicts(['mac', 'key', 'uuid']),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, options: DecodeOptions) => {
      const { decode } = await import('./decode.ts');
      endWith(await decode(input, options, terminal, stop));
    });
}

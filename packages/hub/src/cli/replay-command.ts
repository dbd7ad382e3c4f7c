// `bluebell replay`, as it is called.

import type { ReplaySpeed } from '@bluebell/radios';
import { InvalidArgumentError } from 'commander';
import { another, type CommandDesk } from './command-desk.ts';
import type { ReplayCommandOptions } from './replay.ts';

const EXAMPLES = `
Examples:
  bluebell replay home.btsnoop
  bluebell replay home.pcapng --speed 10 --updates
  bluebell replay home.btsnoop --key A4:C1:38:00:00:01=00112233445566778899aabbccddeeff
  bluebell replay home.btsnoop --mqtt mqtt://127.0.0.1:1883

Reads btsnoop, pcap and pcapng. Names, keys and how to log in to the broker come from the
configuration, if there is one. A hub on the same broker uses the same topics, unless
BLUEBELL_MQTT__BASE names others.
Exit codes: 0 played to its end, 1 the recording is damaged, 2 wrong options, file or configuration,
3 not all of it could be delivered to the broker, 130 interrupted.`;

/** Adds it. */
export function addReplayCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('replay')
    .description('Plays a recording through the hub, with a state of its own.')
    .argument('<file>', 'btsnoop, pcap or pcapng')
    .option('--speed <times>', 'how fast: 1 as it was, 10 ten times as fast, max', speed, 'max')
    .option('--key <address=hex>', 'a bind key, beside those of the configuration', another)
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where the configuration is looked for')
    .option('--mqtt <url>', 'publishes to this broker too')
    .option('--updates', 'prints every update, not only what is known at the end')
    .option('--json', 'prints JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ReplayCommandOptions) => {
      const { replay } = await import('./replay.ts');
      endWith(await replay(file, options, terminal, stop));
    });
}

function speed(text: string): ReplaySpeed {
  if (text === 'max') return 'max';
  const times = Number(text);
  if (times > 0 && Number.isFinite(times)) return times;
  throw new InvalidArgumentError('Give a number above 0, or max.');
}

// The command line: commands, their options, and examples. Each loads what it needs when it is called,
// so that a short answer comes soon.

import type { ReplaySpeed } from '@bluebell/radios';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { DecodeOptions } from './decode.ts';
import { ExitCode } from './exit.ts';
import { addHelpCommand } from './help-command.ts';
import type { ReplayCommandOptions } from './replay.ts';
import type { RunOptions } from './run.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  bluebell run --demo               see it at work: a simulated home, nothing to configure
  bluebell run                      your own home
  bluebell replay home.btsnoop      what a recording holds
  bluebell decode 020106151695fe…   what an advert means
  bluebell help run                 more about a command`;

const RUN_EXAMPLES = `
Examples:
  bluebell run --demo                    a simulated home, no hardware, nothing to configure
  bluebell run                           your own home; writes a configuration to begin with
  bluebell run --radio replay:a.pcap     hears a recording instead of the configured radios
  bluebell run --json | jq .device       one JSON object for each update
  BLUEBELL_BROKER__PORT=0 bluebell run   any setting can come from the environment

Data is kept in --data, else $BLUEBELL_DATA, else where your system keeps such data.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 every radio broke, 2 wrong options or configuration.`;

const REPLAY_EXAMPLES = `
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

const DECODE_EXAMPLES = `
Examples:
  bluebell decode 043e2b0d01…                     an HCI event
  bluebell decode 020106151695fe5858…             AD structures
  bluebell decode 5858… --uuid fe95 --mac A4:C1:38:00:00:01 --key 0011…
  bluebell decode home.btsnoop                    every sensor's advert of a recording
  bluebell decode --jsonl - < adverts.jsonl       for programs: one answer for each line
  bluebell decode --rpa - < addresses.jsonl       which keys made which addresses

What --json prints is described in docs/json.md, --jsonl and --rpa in docs/decode.md.
Exit codes: 0 all read, 1 a line is no advert or a recording is damaged, 2 wrong options or input.`;

/** The program for a terminal. `run` takes `process.argv`, and gives the exit code. */
export function createProgram(
  terminal: Terminal,
  stop: AbortSignal,
): { readonly run: (argv: readonly string[]) => Promise<number> } {
  let code: number = ExitCode.ok;
  const program = new Command('bluebell')
    .description('A Bluetooth LE hub: hears sensors, and tells MQTT.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, 'bluebell:')),
    })
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', EXAMPLES);

  program
    .command('run')
    .description('Runs the hub until Ctrl-C.')
    .addOption(
      new Option('--demo', 'a simulated home with data of its own').conflicts(['config', 'radio']),
    )
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .option('--radio <name>', 'sim or replay:FILE, instead of the configured radios', another)
    .option('--json', 'one JSON object for each update')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (options: RunOptions) => {
      const { run } = await import('./run.ts');
      code = await run(options, terminal, stop);
    });

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
    .addHelpText('after', REPLAY_EXAMPLES)
    .action(async (file: string, options: ReplayCommandOptions) => {
      const { replay } = await import('./replay.ts');
      code = await replay(file, options, terminal, stop);
    });

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
    .addHelpText('after', DECODE_EXAMPLES)
    .action(async (input: string, options: DecodeOptions) => {
      const { decode } = await import('./decode.ts');
      code = await decode(input, options, terminal, stop);
    });

  addHelpCommand(program);

  return {
    async run(argv) {
      try {
        await program.parseAsync(argv);
        return code;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
      }
    },
  };
}

/** For options that may be given several times. */
function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function speed(text: string): ReplaySpeed {
  if (text === 'max') return 'max';
  const times = Number(text);
  if (times > 0 && Number.isFinite(times)) return times;
  throw new InvalidArgumentError('Give a number above 0, or max.');
}

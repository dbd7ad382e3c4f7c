// `bluebell run`, as it is called.

import { Option } from 'commander';
import { another, type CommandDesk } from './command-desk.ts';
import type { RunOptions } from './run.ts';

const EXAMPLES = `
Examples:
  bluebell run --demo                    a simulated home, no hardware, nothing to configure
  bluebell run                           your own home; writes a configuration to begin with
  bluebell run --radio replay:a.pcap     hears a recording instead of the configured radios
  bluebell run --radio serial:/dev/ttyUSB0 --radio tcp:attic:9101
                                         hears through both
  bluebell run --json | jq .device       one JSON object for each update
  BLUEBELL_BROKER__PORT=0 bluebell run   any setting can come from the environment

Data is kept in --data, else $BLUEBELL_DATA, else where your system keeps such data.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 every radio broke or another hub has the
data folder, 2 wrong options or configuration, 75 somebody asked it to restart.`;

/** Adds it. */
export function addRunCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('run')
    .description('Runs the hub until Ctrl-C.')
    .addOption(
      new Option('--demo', 'a simulated home with data of its own').conflicts(['config', 'radio']),
    )
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .option(
      '--radio <name>',
      'a radio such as sim, instead of the configured ones; several are heard together',
      another,
    )
    .option('--json', 'one JSON object for each update')
    .addHelpText('after', EXAMPLES)
    .action(async (options: RunOptions) => {
      const { run } = await import('./run.ts');
      endWith(await run(options, terminal, stop));
    });
}

// `bluebell cmd`, as it is called.

import { Option } from 'commander';
import type { CommandDesk } from '../command-desk.ts';
import type { CmdOptions } from './cmd.ts';

const EXAMPLES = `
Examples:
  bluebell cmd Status 8                          all sensors, as at the tele period
  bluebell cmd MI32Option2 1                     from now on, every advert is published at once
  bluebell cmd 'Backlog Power1 1; Delay 20; Power1 0'
  bluebell cmd --demo MI32Option0                asks the demonstration that runs
  bluebell cmd Status 0 | jq .StatusFWR.Version

All commands are listed in docs/commands.md. The answer is JSON, as Tasmota gives it.
Exit codes: 0 done, 1 the hub refused or does not know the command, 2 wrong options or configuration,
3 no hub answers.`;

/** Adds it. */
export function addCmdCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('cmd')
    .description('Sends a command to the hub that runs on this machine.')
    .argument('<command...>', "such as Status 8; in quotes where ';' or other signs are in it")
    .addOption(
      new Option('--demo', 'the hub that runs with --demo').conflicts(['config']), //
    )
    .option('--config <file>', 'the configuration of the hub, if not the one in the data folder')
    .option('--data <folder>', 'where the hub keeps its data')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: CmdOptions) => {
      const { cmd } = await import('./cmd.ts');
      endWith(await cmd(words.join(' '), options, terminal, stop));
    });
}

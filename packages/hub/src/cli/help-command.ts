// `bluebell help`.

import type { Command } from 'commander';

/** Adds it in place of the library's own, which answers an unknown name with the help of the program. */
export function addHelpCommand(program: Command): void {
  program
    .command('help')
    .description('Tells more about a command.')
    .argument('[command]')
    .action(async (name?: string) => {
      if (name === undefined) program.help();
      program.commands.find((command) => command.name() === name)?.help();
      // Says that there is no such command, and which one may be meant.
      await program.parseAsync([name], { from: 'user' });
    });
}

// `bluebell help`.

import type { Command } from 'commander';

/** Adds it in place of the library's own, which answers an unknown name with the help of the program. */
export function addHelpCommand(program: Command): void {
  program
    .command('help')
    .description('Tells more about a command.')
    .argument('[command...]', 'such as run, or gatt read')
    .action(async (names: readonly string[]) => {
      const named = find(program, names);
      named?.help();
      // Says that there is no such command, and which one may be meant.
      await program.parseAsync(names, { from: 'user' });
    });
}

function find(program: Command, names: readonly string[]): Command | undefined {
  return names.reduce<Command | undefined>(
    (found, name) => found?.commands.find((command) => command.name() === name),
    program,
  );
}

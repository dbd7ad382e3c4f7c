// `bluebell config`, as it is called.

import type { CommandDesk } from '../command-desk.ts';
import type { CheckOptions } from './config-check.ts';
import type { SetOptions } from './config-set.ts';
import type { ShowOptions } from './config-show.ts';

const EXAMPLES = `
Examples:
  bluebell config check
  bluebell config show mqtt
  bluebell config set devices.A4:C1:38:00:00:01.name kitchen
  bluebell help config show                more about one of them

All settings: docs/configuration.md`;

const CHECK_EXAMPLES = `
Examples:
  bluebell config check                 what the hub would use
  bluebell config check config.yaml     another file
  bluebell config check --json | jq .problems

Names everything that is wrong, with file, line, column and setting. Environment variables count too.
Exit codes: 0 it can be used, 1 it cannot.`;

const SHOW_EXAMPLES = `
Examples:
  bluebell config show                  every setting in force, and where it is from
  bluebell config show mqtt             one group
  bluebell config show devices.A4:C1:38:00:00:01
  bluebell config show --json | jq '.[] | select(.source.kind == "environment")'

Secrets are not shown.
Exit codes: 0 shown, 1 there is no such setting, 2 the configuration is wrong.`;

const SET_EXAMPLES = `
Examples:
  bluebell config set mqtt.url mqtt://192.168.1.2
  bluebell config set devices.A4:C1:38:00:00:01.name kitchen
  bluebell config set radios serial:/dev/ttyUSB0 tcp:attic:9101
  bluebell config set log.level --default

Comments and order of the file stay; what it was before stays beside it, as config.yaml~. A hub that runs
takes it over by itself. A value that must not be seen by others is read from standard input: give '-'.
Exit codes: 0 set, 2 it is refused: nothing was changed.`;

/** Adds it, and what is below it. */
export function addConfigCommand({ program, terminal, endWith }: CommandDesk): void {
  const config = program
    .command('config')
    .description('Checks, shows and changes the configuration.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);

  config
    .command('check')
    .description('Tells whether the configuration can be used.')
    .argument('[file]', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .option('--json', 'one JSON object')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (file: string | undefined, options: CheckOptions) => {
      const { configCheck } = await import('./config-check.ts');
      endWith(await configCheck(file, options, terminal));
    });

  config
    .command('show')
    .description('Shows settings as they are in force, and where each is from.')
    .argument('[path]', 'a setting or a group, such as mqtt.url')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .option('--json', 'one JSON array')
    .addHelpText('after', SHOW_EXAMPLES)
    .action(async (path: string | undefined, options: ShowOptions) => {
      const { configShow } = await import('./config-show.ts');
      endWith(await configShow(path, options, terminal));
    });

  config
    .command('set')
    .description('Changes a setting in the file.')
    .argument('<path>', 'the setting, such as mqtt.url')
    .argument('[values...]', "its value; several for a list; '-' reads it from standard input")
    .option('--default', 'takes the setting out of the file')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .addHelpText('after', SET_EXAMPLES)
    .action(async (path: string, values: readonly string[], options: SetOptions) => {
      const { configSet } = await import('./config-set.ts');
      endWith(await configSet(path, values, options, terminal));
    });
}

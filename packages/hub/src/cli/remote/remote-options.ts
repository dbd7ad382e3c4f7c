// The options of all commands that reach a hub that runs.

import { type Command, Option } from 'commander';

/** Which hub is meant. */
export interface RemoteOptions {
  /** A hub of another machine: `http://attic:8032`. */
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly demo?: boolean | undefined;
  readonly data?: string | undefined;
}

/** Adds them. */
export function addRemoteOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--demo', 'the hub that runs with --demo').conflicts(['url']), //
    )
    .option('--url <url>', 'a hub of another machine, such as http://attic:8032')
    .option('--token <token>', 'its web.token; or give user and password in --url')
    .option('--data <folder>', 'where the hub of this machine keeps its data');
}

/** What the help of all of them ends with. */
export const REMOTE_HELP = `The hub is found by its data folder: --data, else $BLUEBELL_DATA, else where your system keeps such
data. One of another machine by --url and --token, else by $BLUEBELL_URL and $BLUEBELL_TOKEN.`;

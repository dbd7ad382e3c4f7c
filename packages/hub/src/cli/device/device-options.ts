// The options of all commands that connect with a device.

import { type Command, Option } from 'commander';
import { seconds } from '../command-desk.ts';

/** What commands that connect are told. */
export interface DeviceOptions {
  /** The radio to use. */
  readonly radio: string;
  /** The kind of the address, where it is known: it is not listened for then. */
  readonly type?: 'public' | 'random' | undefined;
  /** How long to look for the device, and to wait for each of its answers, seconds. */
  readonly timeout: number;
  readonly data?: string | undefined;
  /** Records what goes between host and controller. */
  readonly capture?: string | undefined;
  readonly json?: boolean | undefined;
}

/** The radio that commands use which are told none. */
export const DEFAULT_RADIO = 'sim';

/** How long a device is looked for, seconds. */
const PATIENCE_S = 10;

/** What a device is, in the help. */
export const DEVICE_ARGUMENT = [
  '<address>',
  'such as E3:1B:74:0C:9D:52, or the name it sends',
] as const;

/** Adds them. */
export function addDeviceOptions(command: Command): Command {
  return command
    .option(
      '--radio <name>',
      'the radio: sim, tcp:HOST:PORT, unix:PATH, serial:PATH …',
      DEFAULT_RADIO,
    )
    .addOption(
      new Option('--type <type>', 'connects at once, without listening for it first') //
        .choices(['public', 'random']),
    )
    .option('--timeout <seconds>', 'how long it may take to find it', seconds, PATIENCE_S)
    .option('--capture <file>', 'records what the radio is told and tells, as btsnoop')
    .option('--data <folder>', 'where bonds are kept')
    .option('--json', 'prints JSON');
}

/** What the help of all of them ends with. */
export const DEVICE_EXIT_CODES = `Bonds are kept in --data, else $BLUEBELL_DATA, else where your system keeps such data.
Exit codes: 0 done, 1 the device refused or the link was lost, 2 wrong options or input,
3 the device was not reached, 130 interrupted.`;

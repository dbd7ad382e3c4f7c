// What all examples share: how they are started, and on which radio.

import { BleError, type Clock, systemClock, UsageError } from '@bluebell/ble/core';
import {
  type Advert,
  type CentralRadio,
  isCentral,
  isPeripheral,
  type PeripheralRadio,
  type Radio,
} from '@bluebell/ble/radio';
import { type OpenRadioOptions, openRadio } from '@bluebell/radios';

/** What an example gets. */
export interface Stage {
  /** Opens the radio that was named by `--radio`: the simulated home, where none was. */
  readonly open: (options?: OpenRadioOptions) => Promise<CentralRadio & PeripheralRadio>;
  /** The same, for those who only listen. */
  readonly openListener: () => Promise<Radio>;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** The time, which is not the real one in tests. */
  readonly clock: Clock;
}

/** An example. */
export type Example = (stage: Stage) => Promise<void>;

/**
 * Declares an example, and runs it when its file is what Node was started with.
 *
 * @param url of its file: `import.meta.url`.
 */
export function example(url: string, run: Example): Example {
  if (process.argv[1] !== undefined && url === new URL(process.argv[1], 'file:').href) {
    void runAsProgram(run);
  }
  return run;
}

/** What an example gets on a radio of this name. */
export function stageFor(
  radioName: string,
  { clock, print }: Pick<Stage, 'clock' | 'print'>,
): Stage {
  const openListener = (options: OpenRadioOptions = {}) =>
    openRadio(radioName, { ...options, clock });
  return {
    clock,
    print,
    openListener,
    async open(options) {
      const radio = await openListener(options);
      if (isCentral(radio) && isPeripheral(radio)) return radio;
      await radio.close();
      throw new UsageError(`'${radioName}' only listens: give a radio that connects, such as sim`);
    },
  };
}

/** The first advert that passes a test. */
export async function find(radio: Radio, test: (advert: Advert) => boolean): Promise<Advert> {
  for await (const advert of radio.scan()) {
    if (test(advert)) return advert;
  }
  throw new UsageError(`${radio.name} was closed before it was found`);
}

async function runAsProgram(run: Example): Promise<void> {
  const [option = '--radio', radioName = 'sim'] = process.argv.slice(2);
  try {
    if (option !== '--radio')
      throw new UsageError(`'${option}' is no option: there is --radio NAME`);
    await run(stageFor(radioName, { clock: systemClock, print }));
  } catch (error) {
    // What went wrong on the air is told in a sentence; anything else is a mistake in the program.
    if (!(error instanceof BleError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

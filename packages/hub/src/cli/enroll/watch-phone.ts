// Tracks the phone that was just enrolled, on the radio that it was enrolled with.

import { formatAddress, silentLog, systemClock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import type { LoadedConfig } from '../../config/index.ts';
import { clean, timeOfDay } from '../../plain-text.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { Update } from '../../state/device.ts';
import { updateJson } from '../device-json.ts';
import { ExitCode, exitCodeAfter } from '../exit.ts';
import { hubFromConfig } from '../hub-from-config.ts';
import type { StatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';
import type { KeptPhone } from './keep-phone.ts';

/** How to watch. */
export interface Watch {
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
  readonly status: StatusLine;
  readonly isJson: boolean;
  /** Until it is stopped; else until the phone was heard once. */
  readonly goesOn: boolean;
}

/** Phones that nobody looks at may be silent for so long. */
const FIRST_HEARD_MS = 30_000;

/** Tells when it comes and goes; gives the exit code. */
export async function watchPhone(
  radio: Radio,
  { config, known }: LoadedConfig,
  { address, name }: KeptPhone,
  { terminal, stop, status, isJson, goesOn }: Watch,
): Promise<number> {
  const hub = hubFromConfig({ ...config, discover: false }, known, [radio], silentLog);
  const done = new AbortController();
  const sink = new PhoneSink(formatAddress(address), (update) => {
    status.clear();
    const { device, timeMs } = update;
    const where = device.isHome ? `home, ${device.rssiDbm ?? '?'} dBm` : 'away';
    const line = isJson
      ? JSON.stringify(updateJson(update))
      : `${timeOfDay(timeMs)}  ${clean(name)} is ${where}`;
    terminal.stdout.write(`${line}\n`);
    if (!goesOn) done.abort();
  });
  hub.addSink(sink);
  status.show('listening for it …');
  const cancel = goesOn ? () => {} : systemClock.after(FIRST_HEARD_MS, () => done.abort());
  const over = AbortSignal.any([stop, done.signal]);
  over.addEventListener('abort', () => void hub.stop(), { once: true });
  if (over.aborted) await hub.stop();
  await hub.run();
  await hub.stop();
  cancel();
  if (stop.aborted) return exitCodeAfter(stop);
  if (!sink.wasTold && !isJson) {
    status.clear();
    terminal.stderr.write('Not heard yet: phones are often silent while their screen is off.\n');
  }
  return ExitCode.ok;
}

/** Hears of one phone: whether it is home. */
class PhoneSink implements Sink {
  readonly name = 'enroll';
  readonly #address: string;
  readonly #tell: (update: Update) => void;
  wasTold = false;

  constructor(address: string, tell: (update: Update) => void) {
    this.#address = address;
    this.#tell = tell;
  }

  update(update: Update): void {
    if (update.device.address !== this.#address || !update.changed.includes('isHome')) return;
    this.wasTold = true;
    this.#tell(update);
  }

  forget(): void {}

  async close(): Promise<void> {}
}

// What `bluebell air` says: where its controllers are, and who comes and goes.

import { formatAddress, type Log, silentLog, systemClock } from '@bluebell/ble/core';
import { clean, timeOfDay } from '../../plain-text.ts';
import { paintFor } from '../paint.ts';
import type { Terminal } from '../terminal.ts';
import type { OfferedController } from './air.ts';

/** What there is at the start. */
export interface AirStart {
  readonly seed: number;
  readonly offered: readonly OfferedController[];
  /** Of the simulated home. */
  readonly devices: readonly unknown[];
  readonly capture: string | undefined;
}

/** What listeners tell, as programs get it. */
const EVENTS: Readonly<Record<string, string>> = {
  HOST_CAME: 'hostCame',
  HOST_LEFT: 'hostLeft',
  HOST_REFUSED: 'hostRefused',
  HOST_DISMISSED: 'hostDismissed',
};

/** Prints what happens, as lines for people or as JSON. */
export class AirReport {
  readonly #terminal: Terminal;
  readonly #isJson: boolean;
  /** For listeners. */
  readonly log: Log;

  constructor(terminal: Terminal, isJson: boolean) {
    this.#terminal = terminal;
    this.#isJson = isJson;
    const tell = (code: string, message: string) => this.#event(code, message);
    this.log = { ...silentLog, info: tell, warn: tell, error: tell };
  }

  /** Everybody may come now. */
  start({ seed, offered, devices, capture }: AirStart): void {
    if (this.#isJson) {
      for (const { name, address } of offered) {
        this.#json({ event: 'listening', radio: name, address: formatAddress(address) });
      }
      this.#json({ event: 'ready', seed, devices: devices.length });
      return;
    }
    const paint = paintFor(this.#terminal.stdout, this.#terminal.env);
    const home = devices.length > 0 ? `, with ${devices.length} devices of the simulated home` : '';
    this.#line(
      `${paint('bold', 'bluebell · a virtual air')} of seed ${seed}${home} (Ctrl-C ends it)`,
    );
    for (const { name, address } of offered) {
      this.#line(`Controller ${formatAddress(address)} for  --radio ${paint('bold', clean(name))}`);
    }
    if (capture !== undefined) this.#line(`Everything is recorded to ${clean(capture)}`);
    const [first] = offered;
    if (first) this.#line(`Next, in another terminal: bluebell scan --radio ${clean(first.name)}`);
  }

  #event(code: string, message: string): void {
    if (this.#isJson) this.#json({ event: EVENTS[code] ?? code, message });
    else this.#line(`${timeOfDay(systemClock.now())}  ${clean(message)}`);
  }

  #json(members: object): void {
    this.#line(JSON.stringify({ time: new Date(systemClock.now()).toISOString(), ...members }));
  }

  #line(text: string): void {
    this.#terminal.stdout.write(`${text}\n`);
  }
}

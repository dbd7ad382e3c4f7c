// A virtual sensor: senses what never happened, and sends true adverts of it.

import type { AddressType, AddressValue } from '@bluebell/ble/core';
import type { Values } from '../quantities.ts';
import type { SensorModel } from '../sensor-model.ts';
import { everySoOften, type Senses, type Statement, someSeconds } from './facet.ts';
import { facetsOf } from './kinds/index.ts';
import type { SeededRandom } from './random.ts';
import type { Sender, Surroundings } from './sender.ts';
import { voicesOf } from './voices/index.ts';

/** Which sensor it is. */
export interface VirtualSensorOptions {
  readonly model: SensorModel;
  readonly address: AddressValue;
  readonly addressType?: AddressType;
  /** Encrypts what it says: 16 bytes, or 12 for the legacy cipher of MiBeacon. */
  readonly key?: Uint8Array | undefined;
  /** What it reports, quantities and sources of events; by default all that its model does. */
  readonly senses?: readonly string[] | undefined;
  /** The name it advertises, where its format leaves room for one. */
  readonly localName?: string | undefined;
  /** Of those that speak BTHome; 2 by default. */
  readonly bthomeVersion?: 1 | 2 | undefined;
}

/** How an advert goes out: again and again, since some of it is lost on the air. */
const NEWS = { events: 5, intervalMs: 200 };
/**
 * When everything introduces itself there is less time, and more is lost: who has little to say says it more
 * often. And each has a pace of its own: where a busy machine lets many begin at once, those with the same one
 * would meet in every event.
 */
const INTRODUCTION = { leastEvents: 4, eventsInAll: 12, fromMs: 70, toMs: 130 };
/** What says nothing new may be lost. */
const IDLE = { events: 1, intervalMs: 200 };

const FIRST_PAUSE_S = [0, 0.3] as const;
const IDLE_PAUSE_S = [10, 25] as const;

/** A sensor that is not there. It introduces itself within seconds of its start. */
export class VirtualSensor implements Sender {
  /** What it reports: quantities and sources of events. */
  readonly senses: Senses;
  readonly #options: VirtualSensorOptions;

  constructor(options: VirtualSensorOptions) {
    const { model, senses } = options;
    this.senses = new Set(senses ?? [...model.exposes, ...(model.events ?? [])]);
    this.#options = options;
  }

  start(surroundings: Surroundings): void {
    const { model, address, addressType = 'public', key, localName, bthomeVersion } = this.#options;
    const { clock, random, transmitter } = surroundings;
    const facets = facetsOf(this.senses, random.fork('senses'));
    // Seconds never go back, so neither does the counter, not even from one run to the next.
    const counter = Math.floor(clock.now() / 1000);
    const voices = voicesOf({ model, address, key, localName, bthomeVersion, counter });
    let known: Values = {};

    const say = (statement: Statement, how = NEWS) => {
      known = { ...known, ...statement.values };
      const news = { statement, known, nowMs: clock.now() };
      for (const voice of voices) {
        for (const data of voice.say(news)) {
          transmitter.transmit({ address, addressType, data, ...how });
        }
      }
    };
    const idle = () => {
      if (transmitter.isBusy) return;
      for (const voice of voices) {
        const data = voice.idle();
        if (data) transmitter.transmit({ address, addressType, data, ...IDLE });
      }
    };
    clock.after(someSeconds(random, FIRST_PAUSE_S), () => {
      const statements = facets.flatMap((facet) => facet.introduce(clock.now()));
      const introduction = introductionOf(statements.length, random.fork('pace'));
      for (const statement of statements) say(statement, introduction);
      for (const facet of facets) facet.live({ clock, random, say });
      everySoOften(surroundings, IDLE_PAUSE_S, idle);
    });
  }
}

/** How each of so many statements goes out at first. */
function introductionOf(statements: number, random: SeededRandom) {
  const { leastEvents, eventsInAll, fromMs, toMs } = INTRODUCTION;
  const events = Math.max(leastEvents, Math.ceil(eventsInAll / statements));
  return { events, intervalMs: random.integer(fromMs, toMs) };
}

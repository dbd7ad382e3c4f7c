// A heart-rate strap. Heart Rate Service 1.0.

import { AttError } from '@bluebell/ble/att';
import { Reader, Writer } from '@bluebell/ble/codec';
import type { Clock } from '@bluebell/ble/core';
import type { SeededRandom } from '../random.ts';
import { batteryService } from './battery.ts';
import { deviceInformation } from './device-information.ts';
import type { Peripheral } from './peripheral.ts';
import { keepTelling } from './telling.ts';

const HEART_RATE_SERVICE = '180d';
const MEASUREMENT = '2a37';
const SENSOR_LOCATION = '2a38';
const CONTROL_POINT = '2a39';

/** Assigned Numbers, 2.6.3. */
const HEART_RATE_BELT = 0x0341;

/** What the location says: on the chest. 3.2.1. */
const CHEST = 1;

/** The one command there is. 3.3.1. */
const RESET_ENERGY = 1;
/** What any other command is answered with. 3.3.2. */
const CONTROL_POINT_NOT_SUPPORTED = 0x80;

/** Bits of the first byte of a measurement. 3.1.1.1. */
const Flag = { contactDetected: 0x02, contactSupported: 0x04, energy: 0x08, intervals: 0x10 };

const MEASURE_EVERY_MS = 1000;
/** Energy goes with one measurement in so many, since it changes slowly. */
const ENERGY_EVERY = 10;
/** Of somebody who walks. */
const KILOJOULES_PER_MS = 0.3 / 1000;

/** Times between beats are counted in these. 3.1.1.4. */
const UNITS_PER_SECOND = 1024;

export const heartRate: Peripheral = {
  product: 'heart-rate strap',
  remarks:
    'Tells rate and beat intervals every second (`180d`, `2a37`); writing `01` to `2a39` sets its energy to 0.',
  appearance: HEART_RATE_BELT,
  advertises: [HEART_RATE_SERVICE],
  maxConnections: 1,
  make(life) {
    const heart = new Heart(life.clock, life.random);
    const { definition, telling } = batteryService(life);
    return {
      services: [
        {
          uuid: HEART_RATE_SERVICE,
          characteristics: [
            { uuid: MEASUREMENT, properties: ['notify'] },
            { uuid: SENSOR_LOCATION, properties: ['read'], value: Uint8Array.of(CHEST) },
            {
              uuid: CONTROL_POINT,
              properties: ['write'],
              onWrite: (value) => heart.command(value),
            },
          ],
        },
        definition,
        deviceInformation('Heart-rate strap'),
      ],
      live(served) {
        keepTelling(served, life, {
          service: HEART_RATE_SERVICE,
          characteristic: MEASUREMENT,
          everyMs: MEASURE_EVERY_MS,
          value: () => heart.measurement(),
        });
        keepTelling(served, life, telling);
      },
    };
  },
};

/** A heart that beats, and a strap around it. */
class Heart {
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  /** From one beat to the next. */
  #intervalMs: number;
  #lastBeatMs: number;
  #energySinceMs: number;
  #measurements = 0;

  constructor(clock: Clock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random.fork('heart');
    this.#intervalMs = this.#random.between(750, 950);
    this.#lastBeatMs = clock.steady();
    this.#energySinceMs = clock.steady();
  }

  /** @throws {AttError} anything but the command that there is. */
  command(value: Uint8Array): void {
    const from = new Reader(value);
    const isReset = from.left === 1 && from.u8() === RESET_ENERGY;
    if (!isReset) throw new AttError(CONTROL_POINT_NOT_SUPPORTED, 0);
    this.#energySinceMs = this.#clock.steady();
  }

  /** The rate, energy now and then, and the intervals of the beats since the last time, oldest first. */
  measurement(): Uint8Array {
    const intervals = this.#beatsSinceMs();
    const hasEnergy = this.#measurements++ % ENERGY_EVERY === 0;
    const to = new Writer();
    to.uint(
      Flag.contactSupported +
        Flag.contactDetected +
        (hasEnergy ? Flag.energy : 0) +
        (intervals.length > 0 ? Flag.intervals : 0),
      1,
    );
    to.uint(Math.round(60_000 / this.#intervalMs), 1);
    if (hasEnergy) to.uint(this.#kilojoules(), 2);
    for (const ms of intervals) to.uint(Math.round((ms * UNITS_PER_SECOND) / 1000), 2);
    return to.finish();
  }

  /** Breathing makes it a little faster and slower all the time. */
  #beatsSinceMs(): readonly number[] {
    const intervals: number[] = [];
    const nowMs = this.#clock.steady();
    while (this.#lastBeatMs + this.#intervalMs <= nowMs) {
      this.#lastBeatMs += this.#intervalMs;
      intervals.push(this.#intervalMs);
      const next = this.#intervalMs + this.#random.between(-25, 25);
      this.#intervalMs = Math.min(1100, Math.max(600, next));
    }
    return intervals;
  }

  #kilojoules(): number {
    const spent = (this.#clock.steady() - this.#energySinceMs) * KILOJOULES_PER_MS;
    return Math.min(0xffff, Math.round(spent));
  }
}

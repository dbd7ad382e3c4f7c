// The simulated home without the work of an air: what its devices send reaches each radio as strong as the
// way is long, and some of it does not. An hour passes in seconds.

import { type AddressValue, type Clock, TransportError } from '@bluebell/ble/core';
import { Advert, AdvertQueue, type Radio, type ScanOptions } from '@bluebell/ble/radio';
import {
  type Broadcast,
  SeededRandom,
  type SimulatedHome,
  type Spot,
  simulatedHome,
} from '@bluebell/sensors/virtual';
import { PlayedTransmitter } from '@bluebell/sensors/virtual/contract';

/** At a metre, and how much less each tenfold of the distance. */
const NEAR_DBM = -55;
const PER_DECADE_DB = 24;
/** Weaker is not heard. */
const WEAKEST_DBM = -98;
/** How much strengths differ from advert to advert. */
const NOISE_DB = 3;
/** Lost to other radios. */
const LOST = 0.15;

/** The home, and radios in it. */
export class HomeAir {
  readonly home: SimulatedHome = simulatedHome();
  readonly #clock: Clock;
  readonly #radios = new Set<AirRadio>();
  readonly #random = new SeededRandom(7);
  #isOver = false;
  /** Called with every advert that a radio hears. */
  onHeard: (radio: AirRadio, advert: Advert) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Its devices begin to live. */
  start(): void {
    const clock: Clock = {
      now: () => this.#clock.now(),
      steady: () => this.#clock.steady(),
      after: (delayMs, callback) => {
        return this.#clock.after(delayMs, () => this.#isOver || callback());
      },
    };
    for (const { sender, spot, random } of this.home.broadcasters) {
      const transmitter = new PlayedTransmitter(clock, (broadcast) => this.#send(broadcast, spot));
      sender.start({ clock, random, transmitter });
    }
  }

  /** A radio at a place, until it is closed or breaks. */
  open(name: string, at: Spot): AirRadio {
    const radio: AirRadio = new AirRadio(name, at, () => this.#radios.delete(radio));
    this.#radios.add(radio);
    return radio;
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#isOver = true;
  }

  #send({ address, addressType, data }: Broadcast, from: Spot): void {
    const times = { timeMs: this.#clock.now(), steadyMs: this.#clock.steady() };
    for (const radio of this.#radios) {
      const noiseDb = this.#random.between(-NOISE_DB, NOISE_DB);
      const isLost = this.#random.next() < LOST;
      const metres = Math.max(1, distance(from, radio.at));
      const rssiDbm = Math.round(NEAR_DBM - PER_DECADE_DB * Math.log10(metres) + noiseDb);
      if (isLost || rssiDbm < WEAKEST_DBM) continue;
      const advert = new Advert({ address, addressType, data, rssiDbm, ...times });
      radio.hear(advert);
      this.onHeard(radio, advert);
    }
  }
}

/** A radio that hears the home. */
export class AirRadio implements Radio {
  readonly name: string;
  readonly at: Spot;
  readonly #queue = new AdvertQueue(4096);
  readonly #onEnd: () => void;

  constructor(name: string, at: Spot, onEnd: () => void) {
    this.name = name;
    this.at = at;
    this.#onEnd = onEnd;
  }

  hear(advert: Advert): void {
    this.#queue.push(advert);
  }

  /** Somebody pulls it out. */
  break(): void {
    this.#onEnd();
    this.#queue.fail(new TransportError('unplugged'));
  }

  async *scan({ signal }: ScanOptions = {}): AsyncGenerator<Advert, void> {
    signal?.addEventListener('abort', () => this.#queue.end(), { once: true });
    yield* this.#queue;
  }

  async close(): Promise<void> {
    this.#onEnd();
    this.#queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function distance(one: Spot, other: Spot): number {
  return Math.hypot(one.x - other.x, one.y - other.y, (one.z ?? 0) - (other.z ?? 0));
}

/** Devices of the home, as their owner configured them. */
export function configuredIn(home: SimulatedHome) {
  const sensors = home.devices.filter(({ kind }) => kind === 'sensor');
  const phones = home.devices.filter(({ kind }) => kind === 'phone');
  const strangers = home.devices.filter(({ kind }) => kind === 'stranger' || kind === 'beacon');
  const ids = new Set<AddressValue>([...sensors, ...phones].map(({ address }) => address));
  return { sensors, phones, strangers, ids };
}

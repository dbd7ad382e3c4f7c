// Answers "why is it silent?": gathers what is known, listens for a while where that is not enough.

import {
  type AddressValue,
  type Cancel,
  type Clock,
  parseAddress,
  sleep,
} from '@bluebell/ble/core';
import type { Device } from '../state/device.ts';
import { findDevice, type Named } from '../state/find-device.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import type { HubFacts, Observed, Outcome, SensorFacts } from './facts.ts';

/** What the doctor asks. */
export interface DoctorParts {
  readonly devices: () => readonly Device[];
  /** Names that the user gave, those of devices that were never heard too. */
  readonly names: () => readonly Named[];
  readonly hubFacts: () => HubFacts;
  /** What is known of a sensor without listening. */
  readonly sensorFacts: (address: AddressValue) => Omit<SensorFacts, 'observed'>;
  /** Tells what becomes of each advert of one sender from now on. */
  readonly observe: (address: AddressValue, onOutcome: (outcome: Outcome) => void) => Cancel;
  readonly clock: Clock;
}

/** Long enough for most sensors to speak once. */
const LISTEN_MS = 10_000;

/** One that was heard so lately needs nobody to listen. */
const LATELY_MS = 30_000;

/** The doctor of a running hub. */
export class Doctor {
  readonly #parts: DoctorParts;

  constructor(parts: DoctorParts) {
    this.#parts = parts;
  }

  /**
   * Looks at the hub, and at one sensor, by its name, id or address; takes 10 seconds where the sensor
   * was not heard lately.
   *
   * @throws {UsageError} the text is neither a name nor an address, or a name that several have.
   */
  async diagnose(text?: string): Promise<Diagnosis> {
    if (text === undefined) return diagnose(this.#parts.hubFacts());
    const address = this.#addressOf(text);
    const observed = this.#needsListening(address) ? await this.#listen(address) : undefined;
    const sensor: SensorFacts = { ...this.#parts.sensorFacts(address), observed };
    return diagnose(this.#parts.hubFacts(), sensor);
  }

  #addressOf(text: string): AddressValue {
    const advertised = this.#parts
      .devices()
      .flatMap(({ address, localName }): readonly Named[] =>
        localName === undefined ? [] : [[parseAddress(address), localName]],
      );
    return findDevice(text, this.#parts.names(), advertised);
  }

  #needsListening(address: AddressValue): boolean {
    const { device } = this.#parts.sensorFacts(address);
    if (device?.lastSeenMs === undefined || device.fault !== undefined) return true;
    const ageMs = this.#parts.clock.now() - device.lastSeenMs;
    // Less than none is an age too, after the clock was set back: it says nothing.
    return ageMs < 0 || ageMs > LATELY_MS;
  }

  async #listen(address: AddressValue): Promise<Observed> {
    const { clock } = this.#parts;
    const heardEnough = new AbortController();
    const outcomes: Partial<Record<Outcome, number>> = {};
    let adverts = 0;
    const startMs = clock.steady();
    const cancel = this.#parts.observe(address, (outcome) => {
      adverts++;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === 'news') heardEnough.abort();
    });
    await sleep(clock, LISTEN_MS, heardEnough.signal).catch(() => {});
    cancel();
    return { forMs: clock.steady() - startMs, adverts, outcomes };
  }
}

// From an advert to news: drop repeats, resolve the sender, decode, judge, merge.

import { type AddressValue, type Cancel, formatAddress, type Log } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import {
  decodeAdvert,
  type Fault,
  type Freshness,
  type KeyRing,
  type Measurement,
  type ReplayGuard,
} from '@bluebell/sensors';
import type { Outcome } from '../doctor/facts.ts';
import type { Reception } from '../state/entry.ts';
import { isKeyFault, saysSomething } from '../state/key-trouble.ts';
import type { Registry } from '../state/registry.ts';
import { KeyWatch } from './live-keys.ts';
import type { Phone, Presence } from './presence.ts';
import type { RepeatFilter } from './repeat-filter.ts';
import type { Strangers } from './strangers.ts';

/** Who else takes part: knows by options of its own who is added, and hears all that is believed. */
export interface Companion {
  /** Whether a sensor that has no place yet may get one. */
  admits(address: AddressValue): boolean;
  /** A frame is believed; nobody was told of it yet. */
  measured(measurement: Measurement, reception: Reception): void;
  /** Whether adverts of something that is tracked count now. */
  hears(phone: Phone): boolean;
  /** Makes a stranger somebody who is tracked, if that is wanted. */
  newcomer(advert: Advert): Phone | undefined;
  /** Something that is tracked was heard; nobody was told of it yet. */
  heard(phone: Phone, reception: Reception): void;
  /** The same, once all were told. */
  told(phone: Phone): void;
}

/** What the pipeline works with. */
export interface PipelineParts {
  readonly keys: KeyRing;
  readonly presence: Presence;
  readonly guard: ReplayGuard;
  readonly repeats: RepeatFilter;
  readonly registry: Registry;
  readonly strangers: Strangers;
  /** Addresses that the user does not want to hear of. */
  readonly ignored: ReadonlySet<AddressValue>;
  readonly keyWatch?: KeyWatch | undefined;
  readonly companion?: Companion | undefined;
  readonly log: Log;
}

/** What became of the adverts that came in. */
export interface PipelineCounts {
  adverts: number;
  /** The same bytes of the same sender, a moment later or from another radio. */
  repeats: number;
  /** From senders that are neither sensors nor tracked. They are counted, and no more. */
  strangers: number;
  /** Of devices that the user does not want to hear of. */
  ignored: number;
  /** What was made of the frames of our devices. */
  readonly freshness: Record<Freshness, number>;
  /** Frames of our devices that were not understood, by why. */
  readonly faults: Partial<Record<Fault, number>>;
}

/** Devices warned of; beyond it only the counts tell. */
const MAX_WARNED = 256;

/** Why frames are not believed. */
const REFUSALS = {
  replay: 'sent frames with counters of the past: they change nothing',
  downgrade: 'sent frames in the clear although it has a key: they change nothing',
} as const;

/** What a fault is to somebody who asks why a sensor is silent. */
const FAULT_OUTCOMES: Readonly<Record<Fault, Outcome>> = {
  missing_key: 'missing_key',
  auth_failed: 'auth_failed',
  bad_key_length: 'bad_key_length',
  malformed: 'damaged',
  mesh: 'unreadable',
  unsupported_version: 'unreadable',
  unsupported_length: 'unreadable',
};

/** Called with what became of an advert, and what was read from it where it was a frame of the device. */
export type OnOutcome = (outcome: Outcome, measurement?: Measurement) => void;

/** What became of an advert, by whose it is. */
export interface Judged {
  readonly address: AddressValue;
  readonly outcome: Outcome;
}

/** Called with an advert and what became of it: nothing where it is a stranger's that nobody knows. */
export type OnHeard = (reception: Reception, judged: readonly Judged[]) => void;

/** The way of every advert, whichever radio heard it. */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #keyWatch: KeyWatch;
  readonly #warned = new Set<AddressValue>();
  /** Addresses that the user does not want to hear of. */
  ignored: ReadonlySet<AddressValue>;
  /** Who wants to know what becomes of the adverts of one device. */
  readonly #observers = new Map<AddressValue, Set<OnOutcome>>();
  /** Who wants to know of all adverts. */
  readonly #taps = new Set<OnHeard>();
  /** What becomes of the advert that is on its way, while anybody wants to know of all. */
  #judged: Judged[] | undefined;
  readonly counts: PipelineCounts = {
    adverts: 0,
    repeats: 0,
    strangers: 0,
    ignored: 0,
    freshness: { news: 0, repeat: 0, replay: 0, downgrade: 0 },
    faults: {},
  };

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#keyWatch = parts.keyWatch ?? new KeyWatch();
    this.ignored = parts.ignored;
  }

  /** Tells what becomes of each advert of one device, until it is told to stop. */
  observe(address: AddressValue, onOutcome: OnOutcome): Cancel {
    const observers = this.#observers.get(address) ?? new Set();
    this.#observers.set(address, observers.add(onOutcome));
    return () => {
      observers.delete(onOutcome);
      if (observers.size === 0) this.#observers.delete(address);
    };
  }

  /** Tells of every advert, once all is done with it, until it is told to stop. */
  tap(onHeard: OnHeard): Cancel {
    this.#taps.add(onHeard);
    return () => {
      this.#taps.delete(onHeard);
    };
  }

  /** Takes one advert. */
  hear(reception: Reception): void {
    if (this.#taps.size === 0) {
      this.#hear(reception);
      return;
    }
    const judged: Judged[] = [];
    this.#judged = judged;
    this.#hear(reception);
    this.#judged = undefined;
    for (const onHeard of this.#taps) onHeard(reception, judged);
  }

  #hear(reception: Reception): void {
    const { presence, registry, repeats } = this.#parts;
    const { advert } = reception;
    this.counts.adverts++;
    presence.listen();
    registry.time.heard();
    if (this.ignored.has(advert.addressValue)) {
      this.counts.ignored++;
      this.#observed(advert.addressValue, 'ignored');
      return;
    }
    const phone = presence.whose(advert);
    if (phone) {
      this.#hearPhone(phone, reception);
      return;
    }
    const owners = repeats.ownersOfRepeat(advert);
    if (owners) {
      this.counts.repeats++;
      for (const owner of owners) {
        this.#observed(owner, 'repeat');
        registry.refresh(owner, reception);
      }
      return;
    }
    this.#decode(reception);
  }

  #hearPhone(phone: Phone, reception: Reception): void {
    const { presence, companion } = this.#parts;
    if (companion && !companion.hears(phone)) {
      this.#hearStranger(reception);
      return;
    }
    this.#observed(phone.address, 'news');
    companion?.heard(phone, reception);
    presence.heard(phone, reception);
    companion?.told(phone);
  }

  #hearStranger({ advert }: Reception): void {
    this.counts.strangers++;
    this.#parts.strangers.heard(advert.addressValue);
  }

  #decode(reception: Reception): void {
    const { keys, registry, repeats, companion } = this.#parts;
    const { advert } = reception;
    const all = decodeAdvert(advert, keys);
    const frames = all.filter((frame) => this.#isOurs(frame));
    if (frames.length > 0) {
      const believed = frames.filter((frame) => this.#take(frame, reception));
      // Copies of what was refused are judged again, so that they refresh nothing either.
      if (believed.length > 0)
        repeats.remember(
          advert,
          believed.map(({ address }) => address),
        );
    } else if (registry.has(advert.addressValue)) {
      this.#observed(advert.addressValue, 'unreadable');
      registry.refresh(advert.addressValue, reception);
    } else {
      this.#observed(advert.addressValue, all.length === 0 ? 'unreadable' : 'not_added');
      const newcomer = all.length === 0 ? companion?.newcomer(advert) : undefined;
      if (newcomer) this.#hearPhone(newcomer, reception);
      else this.#hearStranger(reception);
    }
  }

  /** Whether a frame is one of our devices', or of a newcomer who finds a place. */
  #isOurs(measurement: Measurement): boolean {
    const { registry, log, companion } = this.#parts;
    const { address } = measurement;
    if (registry.has(address)) return true;
    if (this.ignored.has(address) || !isWorthAPlace(measurement)) return false;
    if (companion && !companion.admits(address)) return false;
    const isAdmitted = registry.admit(address);
    if (!isAdmitted && registry.refused === 1) {
      log.warn(
        'DEVICES_FULL',
        'as many sensors are known as limits.devices allows: new ones are not added',
      );
    }
    return isAdmitted;
  }

  /** Merges a frame; false where it is not believed. */
  #take(measurement: Measurement, reception: Reception): boolean {
    const { keys, guard, registry, companion } = this.#parts;
    const { address } = measurement;
    const key = keys.get(address);
    if (this.#keyWatch.isAnew(address, key)) guard.forget(address);
    const hasKey = key !== undefined;
    const freshness = guard.judge(measurement, reception.advert.steadyMs, hasKey);
    this.counts.freshness[freshness]++;
    const { fault } = measurement;
    if (fault !== undefined) this.counts.faults[fault] = (this.counts.faults[fault] ?? 0) + 1;
    this.#observed(address, fault === undefined ? freshness : FAULT_OUTCOMES[fault], measurement);
    switch (freshness) {
      case 'news':
        companion?.measured(measurement, reception);
        registry.measured(measurement, reception);
        return true;
      case 'repeat':
        registry.refresh(address, reception);
        return true;
      case 'replay':
      case 'downgrade':
        this.#warn(freshness, address);
        return false;
    }
  }

  #observed(address: AddressValue, outcome: Outcome, measurement?: Measurement): void {
    this.#judged?.push({ address, outcome });
    if (this.#observers.size === 0) return;
    for (const observer of this.#observers.get(address) ?? []) observer(outcome, measurement);
  }

  /** Says once of each device that its frames are not believed; a flood of them stays a number. */
  #warn(freshness: keyof typeof REFUSALS, address: AddressValue): void {
    if (this.#warned.has(address) || this.#warned.size >= MAX_WARNED) return;
    this.#warned.add(address);
    this.#parts.log.warn('FRAME_REFUSED', `${formatAddress(address)} ${REFUSALS[freshness]}`);
  }
}

/**
 * Whether somebody who was never heard of is a sensor: it measures, it is of a known product, or it
 * only lacks a key. Much else sends frames that look alike: televisions, wristbands, other firmware.
 */
function isWorthAPlace(measurement: Measurement): boolean {
  const { fault, product, family } = measurement;
  if (family === '181a-unknown') return false;
  if (fault !== undefined) return isKeyFault(fault);
  return saysSomething(measurement) || product !== undefined;
}

// One device's place in the registry: what adverts say becomes what it is, and what is news of it.

import { type Advert, localNameOf } from '@bluebell/ble/radio';
import type { Measurement, SensorEvent, Values } from '@bluebell/sensors';
import type { Device, HeardHere, Update } from './device.ts';
import { areSameSettings, type DeviceSettings } from './device-settings.ts';
import { KeyTrouble, saysSomething } from './key-trouble.ts';
import { Receivers } from './receivers.ts';
import type { SavedDevice } from './saved-device.ts';
import { Silence, type SilenceParts } from './silence.ts';
import { type TimedValues, ValueTimes } from './value-times.ts';

/** A device that goes on saying the same is spoken of so often: it is still there. */
const STILL_THERE_MS = 60_000;

/** More than any real device has. One that makes up quantities must not grow without end. */
const MAX_VALUES = 128;

/** Where and how an advert was heard. */
export interface Reception {
  readonly advert: Advert;
  /** The name of the radio. */
  readonly radio: string;
}

/** What an entry has for the store; the counters are kept elsewhere. */
export type SavedEntry = Omit<SavedDevice, 'counters' | 'keyMark'>;

/** A device, and what has to be remembered to judge what it says next. */
export class Entry {
  readonly #elsewhere: SilenceParts['elsewhere'];
  /** All but what every advert changes, which is put in when somebody asks. */
  #base: Device;
  #built: Device | undefined;
  #lastSeenMs: number | undefined;
  /** The same on the line of time that nobody sets. */
  #steadyMs = 0;
  #receivers = new Receivers();
  readonly #times = new ValueTimes();
  readonly #silence: Silence;
  #news = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  readonly #keyTrouble = new KeyTrouble();

  constructor(device: Device, parts: SilenceParts) {
    this.#base = device;
    this.#elsewhere = parts.elsewhere;
    this.#silence = new Silence(parts);
  }

  /** As it stands now. */
  get device(): Device {
    this.#built ??= this.#build();
    return this.#built;
  }

  /** What receivers of this hub alone heard of it lately. */
  get heardHere(): HeardHere {
    const { intervalMs } = this.#silence;
    const receivers = this.#receivers.list(this.#steadyMs, intervalMs, []);
    const { id, dialSum } = this.#base;
    return { id, receivers, intervalMs, dialSum };
  }

  /** What this hub can tell others of its values. */
  get timedValues(): TimedValues {
    return this.#times.of(this.#base.values);
  }

  /** Whether nobody can tell by its silence that something is wrong. */
  get speaksOnEvents(): boolean {
    return this.isKnown && this.#silence.saysNothing(this.#base);
  }

  /** How often it gave news. */
  get news(): number {
    return this.#news;
  }

  /** Whether there is anything to say of it. */
  get isKnown(): boolean {
    return this.#lastSeenMs !== undefined || this.#base.isHome !== undefined;
  }

  /** It was heard, and said what it had said before. */
  refresh(reception: Reception): Update | undefined {
    if (!this.isKnown) return undefined;
    const isBack = this.#silence.isSilent;
    this.#seen(reception);
    const { timeMs } = reception.advert;
    if (isBack) return this.#update(['isOnline', 'lastSeen'], [], timeMs);
    return Math.abs(this.#steadyMs - this.#toldMs) < STILL_THERE_MS
      ? undefined
      : this.#update(['lastSeen'], [], timeMs);
  }

  /** It said something. */
  measured(measurement: Measurement, reception: Reception): Update | undefined {
    const device = this.#base;
    const fault = this.#keyTrouble.faultAfter(measurement, device.fault);
    const values = fitting(device.values, measurement.values);
    const changed = Object.keys(values);
    if (fault !== device.fault) changed.push('fault');
    const product = measurement.product ?? device.product;
    if (device.product !== undefined && product !== device.product) changed.push('product');
    if (this.#silence.isSilent) changed.push('isOnline');
    const isFirst = !this.isKnown;
    this.#times.heard(Object.keys(values), reception.advert.timeMs);
    this.#silence.learnHabit(measurement, changed);
    this.#base = {
      ...device,
      product,
      family: saysSomething(measurement)
        ? measurement.family
        : (device.family ?? measurement.family),
      values: { ...device.values, ...values },
      fault,
      localName: localNameOf(reception.advert.data) ?? device.localName,
    };
    const { events } = measurement;
    const { timeMs } = reception.advert;
    if (changed.length > 0 || events.length > 0 || isFirst) {
      this.#seen(reception);
      return this.#update(changed, events, timeMs, measurement);
    }
    return this.refresh(reception);
  }

  /** Another hub heard of it what was not heard here, or not as lately. */
  borrow(theirs: TimedValues): Update | undefined {
    const { values: ours, kind } = this.#base;
    if (!this.isKnown || kind === 'phone') return undefined;
    const { values, heardMs } = this.#times.borrow(ours, theirs, MAX_VALUES);
    const changed = Object.keys(values);
    if (changed.length === 0) return undefined;
    this.#change({ values: { ...ours, ...values } });
    return this.#update(changed, [], heardMs);
  }

  /** It is tracked, and was heard. */
  arrived(reception: Reception): Update | undefined {
    if (this.#base.isHome === true) return this.refresh(reception);
    this.#seen(reception);
    this.#base = { ...this.#base, isHome: true };
    return this.#update(['isHome'], [], reception.advert.timeMs);
  }

  /** It is tracked, and was not heard for too long. */
  left(timeMs: number): Update | undefined {
    if (this.#base.isHome === false) return undefined;
    this.#change({ isHome: false });
    return this.#update(['isHome'], [], timeMs);
  }

  /** Its motion is over, although it did not say so. */
  motionEnded(names: readonly string[], timeMs: number): Update {
    const still = Object.fromEntries(names.map((name) => [name, false]));
    this.#change({ values: { ...this.#base.values, ...still } });
    return this.#update(names, [], timeMs);
  }

  /** Its dial was turned; the sum counts from the first turn on. */
  turned(steps: number): void {
    this.#change({ dialSum: (this.#base.dialSum ?? 0) + steps });
  }

  /** The user says what the sum of its dial is. */
  setDialSum(sum: number, timeMs: number): Update | undefined {
    if (!this.isKnown || this.#base.dialSum === sum) return undefined;
    this.#change({ dialSum: sum });
    return this.#update(['dialSum'], [], timeMs);
  }

  /** The user calls it so, and wants it like this. */
  configure(
    name: string | undefined,
    settings: DeviceSettings,
    timeMs: number,
  ): Update | undefined {
    const before = this.#base;
    const changed: string[] = [];
    if (name !== before.name) changed.push('name');
    if (!areSameSettings(settings, before.settings)) changed.push('settings');
    if (changed.length === 0) return undefined;
    this.#change({ name, settings });
    if (!this.isKnown) return undefined;
    if (this.#silence.judgeAnew(this.#base)) changed.push('isOnline');
    return this.#update(changed, [], timeMs);
  }

  /** Time went by without a word, or with words that only other hubs heard. */
  checkSilence(timeMs: number): Update | undefined {
    if (!this.isKnown || !this.#silence.check(this.#base, timeMs)) return undefined;
    return this.#update(['isOnline'], [], timeMs);
  }

  /** Nobody could have heard it: silence begins anew. */
  skipGap(): void {
    this.#silence.skipGap();
  }

  /** For the store. */
  save(): SavedEntry {
    const { id, kind, product, family, values, fault, localName, isHome, dialSum } = this.#base;
    const { rssiDbm, radio, lastSeenMs, isOnline } = this.device;
    const standing = { id, kind, product, family, values, fault, localName, isHome, dialSum };
    const heard = { rssiDbm, radio, lastSeenMs, isOnline };
    return {
      ...standing,
      ...heard,
      isSettled: this.#news > 1,
      ...this.#silence.save(),
    };
  }

  /** It stands as it did when the program ended. Silence counts from now. */
  restore(saved: SavedEntry): void {
    const { product, family, values, fault, localName, isHome, dialSum } = saved;
    this.#change({ product, family, values, fault, localName, isHome, dialSum });
    const { rssiDbm, radio, lastSeenMs } = saved;
    this.#lastSeenMs = lastSeenMs;
    // The wall clock may be behind that of the earlier run, so its time is no age: whoever hears it now
    // may take its place.
    if (radio !== undefined && lastSeenMs !== undefined)
      this.#receivers.heard(radio, rssiDbm, lastSeenMs, Number.NEGATIVE_INFINITY);
    this.#silence.restore(saved);
    this.#news = saved.isSettled ? 2 : 1;
    this.#keyTrouble.restore(fault);
    // Not one of them is newer than that.
    if (lastSeenMs !== undefined) this.#times.heard(Object.keys(values), lastSeenMs);
  }

  #build(): Device {
    const best = this.#receivers.best;
    const { intervalMs } = this.#silence;
    return {
      ...this.#base,
      rssiDbm: best?.rssiDbm,
      radio: best?.receiver,
      lastSeenMs: this.#lastSeenMs,
      receivers: this.#receivers.list(this.#steadyMs, intervalMs, this.#elsewhere(this.#base.id)),
      isOnline: this.isKnown ? this.#silence.isOnline(this.#base) : undefined,
      intervalMs,
    };
  }

  #seen({ advert: { rssiDbm, timeMs, steadyMs }, radio }: Reception): void {
    this.#silence.heard(steadyMs - this.#steadyMs);
    this.#steadyMs = steadyMs;
    this.#lastSeenMs = timeMs;
    this.#receivers.heard(radio, rssiDbm, timeMs, steadyMs);
    this.#built = undefined;
  }

  #change(part: Partial<Device>): void {
    this.#base = { ...this.#base, ...part };
    this.#built = undefined;
  }

  #update(
    changed: readonly string[],
    events: readonly SensorEvent[],
    timeMs: number,
    measurement?: Measurement,
  ): Update {
    this.#news++;
    this.#toldMs = this.#steadyMs;
    this.#built = undefined;
    return { device: this.device, changed, events, timeMs, measurement };
  }
}

/** The new values, without names for which there is no room beside the old ones. */
function fitting(old: Values, values: Values): Values {
  const newcomers = Object.keys(values).filter((name) => !(name in old));
  const tooMany = newcomers.slice(Math.max(0, MAX_VALUES - Object.keys(old).length));
  if (tooMany.length === 0) return values;
  const left = Object.entries(values).filter(([name]) => !tooMany.includes(name));
  // The cast holds: what is left of values are values.
  return Object.fromEntries(left) as Values;
}

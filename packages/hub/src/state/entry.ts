// One device's place in the registry: what adverts say becomes what it is, and what is news of it.

import { type Advert, localNameOf } from '@bluebell/ble/radio';
import type { Measurement, SensorEvent, Values } from '@bluebell/sensors';
import { isRegular, type ListeningTime, offlineAfterMs } from './availability.ts';
import type { Device, Heard, HeardHere, Update } from './device.ts';
import { areSameSettings, type DeviceSettings } from './device-settings.ts';
import { GapHistogram } from './gap-histogram.ts';
import { KeyTrouble, saysSomething } from './key-trouble.ts';
import { Receivers } from './receivers.ts';
import type { SavedDevice } from './saved-device.ts';

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

/** What an entry shares with all others. */
export interface EntryParts {
  readonly time: ListeningTime;
  /** What receivers of other hubs heard of a device lately. */
  readonly elsewhere: (id: string) => readonly Heard[];
}

/** What an entry has for the store; the counters are kept elsewhere. */
export type SavedEntry = Omit<SavedDevice, 'counters' | 'keyMark'>;

/** A device, and what has to be remembered to judge what it says next. */
export class Entry {
  readonly #parts: EntryParts;
  /** All but what every advert changes, which is put in when somebody asks. */
  #base: Device;
  #built: Device | undefined;
  #lastSeenMs: number | undefined;
  /** The same on the line of time that nobody sets. */
  #steadyMs = 0;
  #receivers = new Receivers();
  #gaps = new GapHistogram();
  /** When it was heard, in listening time, and whether what came before that is known. */
  #heardAtMs: number;
  #epoch = -1;
  #isSilent = false;
  #isRegular = false;
  #isTriggered: boolean | undefined;
  #news = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  readonly #keyTrouble = new KeyTrouble();

  constructor(device: Device, parts: EntryParts) {
    this.#base = device;
    this.#parts = parts;
    this.#heardAtMs = parts.time.ms;
  }

  /** As it stands now. */
  get device(): Device {
    this.#built ??= this.#build();
    return this.#built;
  }

  /** What receivers of this hub alone heard of it lately. */
  get heardHere(): HeardHere {
    const { intervalMs } = this.#gaps;
    const receivers = this.#receivers.list(this.#steadyMs, intervalMs, []);
    const { id, dialSum } = this.#base;
    return { id, receivers, intervalMs, dialSum };
  }

  /** Whether nobody can tell by its silence that something is wrong. */
  get speaksOnEvents(): boolean {
    const settings = { ...this.#base.settings, offlineAfterMs: undefined };
    return this.isKnown && this.#offlineAfterMs({ ...this.#base, settings }) === undefined;
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
    const isBack = this.#isSilent;
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
    if (this.#isSilent) changed.push('isOnline');
    const isFirst = !this.isKnown;
    this.#learnHabit(measurement, changed);
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
    const isSilent = this.#isTooSilent() && this.isKnown;
    if (isSilent !== this.#isSilent && (isSilent || this.#wasSilentByRule())) {
      this.#isSilent = isSilent;
      changed.push('isOnline');
    }
    return this.isKnown ? this.#update(changed, [], timeMs) : undefined;
  }

  /** Time went by without a word, or with words that only other hubs heard. */
  checkSilence(timeMs: number): Update | undefined {
    if (!this.isKnown) return undefined;
    const limitMs = this.#offlineAfterMs();
    const isSilent = limitMs !== undefined && this.#silenceMs() >= limitMs;
    if (!isSilent && !this.#isSilent) return undefined;
    // Only what is silent here is worth the question who hears it elsewhere.
    const isHeard = limitMs === undefined || this.#isHeardElsewhere(timeMs - limitMs);
    if (isHeard !== this.#isSilent) return undefined;
    this.#isSilent = !isHeard;
    return this.#update(['isOnline'], [], timeMs);
  }

  /** Nobody could have heard it: silence begins anew. */
  skipGap(): void {
    this.#heardAtMs = this.#parts.time.ms;
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
      isTriggered: this.#isTriggered,
      intervals: this.#gaps.save(),
    };
  }

  /** It stands as it did when the program ended. Silence counts from now. */
  restore(saved: SavedEntry): void {
    const { product, family, values, fault, localName, isHome, dialSum } = saved;
    this.#change({ product, family, values, fault, localName, isHome, dialSum });
    const { rssiDbm, radio, lastSeenMs } = saved;
    this.#lastSeenMs = lastSeenMs;
    if (radio !== undefined && lastSeenMs !== undefined)
      this.#receivers.heard(radio, rssiDbm, lastSeenMs, lastSeenMs);
    this.#gaps = GapHistogram.restore(saved.intervals);
    this.#isSilent = saved.isOnline === false;
    this.#isTriggered = saved.isTriggered;
    this.#isRegular = Object.keys(values).some(isRegular);
    this.#news = saved.isSettled ? 2 : 1;
    this.#keyTrouble.restore(fault);
  }

  #build(): Device {
    const best = this.#receivers.best;
    const { intervalMs } = this.#gaps;
    const { elsewhere } = this.#parts;
    return {
      ...this.#base,
      rssiDbm: best?.rssiDbm,
      radio: best?.receiver,
      lastSeenMs: this.#lastSeenMs,
      receivers: this.#receivers.list(this.#steadyMs, intervalMs, elsewhere(this.#base.id)),
      isOnline: this.#isOnline(),
      intervalMs,
    };
  }

  #isOnline(): boolean | undefined {
    if (this.#isSilent) return false;
    return this.isKnown && this.#offlineAfterMs() !== undefined ? true : undefined;
  }

  #offlineAfterMs(device: Device = this.#base): number | undefined {
    return offlineAfterMs({
      device,
      gaps: this.#gaps,
      isRegular: this.#isRegular,
      isTriggered: this.#isTriggered ?? false,
    });
  }

  #silenceMs(): number {
    return this.#parts.time.ms - this.#heardAtMs;
  }

  #isTooSilent(): boolean {
    const limitMs = this.#offlineAfterMs();
    return limitMs !== undefined && this.#silenceMs() >= limitMs;
  }

  #isHeardElsewhere(sinceMs: number): boolean {
    return this.#parts.elsewhere(this.#base.id).some(({ lastSeenMs }) => lastSeenMs > sinceMs);
  }

  /** A silence that was found before a restart is not measured any more: only never going offline ends it. */
  #wasSilentByRule(): boolean {
    return this.#offlineAfterMs() === undefined || this.#epoch >= 0;
  }

  #seen({ advert: { rssiDbm, timeMs, steadyMs }, radio }: Reception): void {
    const { ms, epoch } = this.#parts.time;
    if (this.#epoch === epoch) this.#gaps.note(steadyMs - this.#steadyMs);
    this.#epoch = epoch;
    this.#heardAtMs = ms;
    this.#steadyMs = steadyMs;
    this.#lastSeenMs = timeMs;
    this.#isSilent = false;
    this.#receivers.heard(radio, rssiDbm, timeMs, steadyMs);
    this.#built = undefined;
  }

  #change(part: Partial<Device>): void {
    this.#base = { ...this.#base, ...part };
    this.#built = undefined;
  }

  #learnHabit(measurement: Measurement, changed: readonly string[]): void {
    if (!this.#isRegular) this.#isRegular = changed.some(isRegular);
    if (this.#isTriggered !== undefined || measurement.family !== 'bthome-v2') return;
    if (measurement.fault === undefined)
      this.#isTriggered = measurement.details().triggerBased === true;
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

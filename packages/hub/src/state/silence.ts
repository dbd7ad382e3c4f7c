// How often one device speaks, and whether it has been silent for too long.

import type { Measurement } from '@bluebell/sensors';
import { isRegular, type ListeningTime, offlineAfterMs } from './availability.ts';
import type { Device, Heard } from './device.ts';
import { GapHistogram } from './gap-histogram.ts';
import type { SavedDevice } from './saved-device.ts';

/** What it shares with that of all others. */
export interface SilenceParts {
  readonly time: ListeningTime;
  /** What receivers of other hubs heard of a device lately. */
  readonly elsewhere: (id: string) => readonly Heard[];
}

/** As much of a device as tells how long it may be silent. */
type Speaker = Pick<Device, 'id' | 'kind' | 'settings'>;

/** Learns the habit of a device, and measures its silence against it. */
export class Silence {
  readonly #parts: SilenceParts;
  #gaps = new GapHistogram();
  /** When it was heard, in listening time, and whether what came before that is known. */
  #heardAtMs: number;
  #epoch = -1;
  #isSilent = false;
  #isRegular = false;
  #isTriggered: boolean | undefined;

  constructor(parts: SilenceParts) {
    this.#parts = parts;
    this.#heardAtMs = parts.time.ms;
  }

  /** Whether it has been silent for too long. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** How often it speaks, once that is learnt. */
  get intervalMs(): number | undefined {
    return this.#gaps.intervalMs;
  }

  /** Whether the device is there; `undefined` for one whose silence says nothing. */
  isOnline(device: Speaker): boolean | undefined {
    if (this.#isSilent) return false;
    return this.#limitMs(device) === undefined ? undefined : true;
  }

  /** Whether nobody can tell by its silence that something is wrong, whatever the user says. */
  saysNothing({ id, kind, settings }: Speaker): boolean {
    const asLearnt = { id, kind, settings: { ...settings, offlineAfterMs: undefined } };
    return this.#limitMs(asLearnt) === undefined;
  }

  /** It spoke, so long after it had spoken before. */
  heard(gapMs: number): void {
    const { ms, epoch } = this.#parts.time;
    if (this.#epoch === epoch) this.#gaps.note(gapMs);
    this.#epoch = epoch;
    this.#heardAtMs = ms;
    this.#isSilent = false;
  }

  /** @param changed names of what it told that was new. */
  learnHabit(measurement: Measurement, changed: readonly string[]): void {
    if (!this.#isRegular) this.#isRegular = changed.some(isRegular);
    if (this.#isTriggered !== undefined || measurement.family !== 'bthome-v2') return;
    if (measurement.fault === undefined)
      this.#isTriggered = measurement.details().triggerBased === true;
  }

  /** Time went by, or other hubs heard it. @returns whether it is silent now and was not, or back. */
  check(device: Speaker, timeMs: number): boolean {
    const limitMs = this.#limitMs(device);
    const isSilent = this.#isLongerThan(limitMs);
    if (!isSilent && !this.#isSilent) return false;
    // Only what is silent here is worth the question who hears it elsewhere.
    const isHeard = limitMs === undefined || this.#isHeardElsewhere(device, timeMs - limitMs);
    if (isHeard !== this.#isSilent) return false;
    this.#isSilent = !isHeard;
    return true;
  }

  /** The user says how long it may be silent. @returns whether it is silent now and was not, or back. */
  judgeAnew(device: Speaker): boolean {
    const limitMs = this.#limitMs(device);
    const isSilent = this.#isLongerThan(limitMs);
    // A silence that was found before a restart is not measured any more: only never going offline ends it.
    const isMeasured = limitMs === undefined || this.#epoch >= 0;
    if (isSilent === this.#isSilent || !(isSilent || isMeasured)) return false;
    this.#isSilent = isSilent;
    return true;
  }

  /** Nobody could have heard it: silence begins anew. */
  skipGap(): void {
    this.#heardAtMs = this.#parts.time.ms;
  }

  /** For the store. */
  save(): Pick<SavedDevice, 'isTriggered' | 'intervals'> {
    return { isTriggered: this.#isTriggered, intervals: this.#gaps.save() };
  }

  /** It stands as it did when the program ended, and is measured from now on. */
  restore({ isOnline, isTriggered, intervals, values }: RestoredSilence): void {
    this.#gaps = GapHistogram.restore(intervals);
    this.#isSilent = isOnline === false;
    this.#isTriggered = isTriggered;
    this.#isRegular = Object.keys(values).some(isRegular);
  }

  #limitMs(device: Speaker): number | undefined {
    return offlineAfterMs({
      device,
      gaps: this.#gaps,
      isRegular: this.#isRegular,
      isTriggered: this.#isTriggered ?? false,
    });
  }

  #isLongerThan(limitMs: number | undefined): boolean {
    return limitMs !== undefined && this.#parts.time.ms - this.#heardAtMs >= limitMs;
  }

  #isHeardElsewhere({ id }: Speaker, sinceMs: number): boolean {
    return this.#parts.elsewhere(id).some(({ lastSeenMs }) => lastSeenMs > sinceMs);
  }
}

type RestoredSilence = Pick<SavedDevice, 'isOnline' | 'isTriggered' | 'intervals' | 'values'>;

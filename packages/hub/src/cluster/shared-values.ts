// What devices measured, lent to the other hubs while they are there: whichever of them tells of a device
// one day, even because this hub died, knows what only this one heard.

import type { Clock } from '@bluebell/ble/core';
import type { TimedValue, TimedValues } from '../state/value-times.ts';
import type { ClusterBus } from './bus.ts';
import type { DeviceHeard } from './heard-reports.ts';
import type { Membership, OwnHub } from './membership.ts';
import { MAX_REPORTED, MAX_TEXT, parseShared } from './messages.ts';

/** So often a hub says what is news. */
const SHARE_MS = 5_000;
/** So often it says all: others may have come to know a device since. */
const ALL_MS = 10 * 60_000;
/** A message with more is told in several, one after the other. */
const ENOUGH_CHARACTERS = 32 * 1024;

/** Told what another hub knows of a device; the times are on our wall clock. */
export type ValuesListener = (deviceId: string, values: TimedValues) => void;

/** What it works with. */
export interface SharedParts {
  readonly bus: ClusterBus;
  readonly membership: Membership;
  readonly own: OwnHub;
  readonly clock: Clock;
  readonly heardHere: () => Iterable<Pick<DeviceHeard, 'id'>>;
  readonly timedValues: (deviceId: string) => TimedValues | undefined;
}

/** Says what was measured, and hears what others say. */
export class SharedValues {
  readonly #parts: SharedParts;
  readonly #listeners: ValuesListener[] = [];
  /** Devices of which others do not know all. */
  readonly #due = new Set<string>();
  #saidMs = Number.NEGATIVE_INFINITY;
  #saidAllMs = Number.NEGATIVE_INFINITY;

  constructor(parts: SharedParts) {
    this.#parts = parts;
    const { bus, membership } = parts;
    bus.subscribe(membership.topics.values('+'), (topic, payload, isRetained) => {
      if (!isRetained) this.#hear(topic, payload);
    });
    const changed = () => {
      this.#saidAllMs = Number.NEGATIVE_INFINITY;
    };
    membership.listen({ changed, stood: () => {} });
  }

  listen(listener: ValuesListener): void {
    this.#listeners.push(listener);
  }

  /** There is news of a device. */
  note(deviceId: string): void {
    if (this.#parts.membership.isAlone || this.#due.size >= MAX_REPORTED) return;
    this.#due.add(deviceId);
  }

  forget(deviceId: string): void {
    this.#due.delete(deviceId);
  }

  /** Says what is news, when it is time. */
  tick(): void {
    const { bus, membership, clock, heardHere } = this.#parts;
    if (membership.isAlone) this.#due.clear();
    const nowMs = clock.steady();
    if (membership.isAlone || !bus.isConnected || nowMs - this.#saidMs < SHARE_MS) return;
    if (nowMs - this.#saidAllMs >= ALL_MS) {
      this.#saidAllMs = nowMs;
      for (const { id } of heardHere()) this.note(id);
    }
    if (this.#due.size > 0) this.#say();
  }

  /** As much as fits; the rest is said next time. */
  #say(): void {
    const { bus, membership, own, clock, timedValues } = this.#parts;
    const values: Record<string, Rows> = {};
    let characters = 0;
    for (const id of this.#due) {
      this.#due.delete(id);
      const rows = rowsOf(timedValues(id) ?? new Map(), clock.now());
      if (Object.keys(rows).length === 0) continue;
      values[id] = rows;
      characters += JSON.stringify(rows).length;
      if (characters >= ENOUGH_CHARACTERS) break;
    }
    const sent = clock.steady();
    this.#saidMs = sent;
    if (characters === 0) return;
    const message = JSON.stringify({ run: own.run, sent, values });
    bus.addEvent(membership.topics.values(own.hubId), message);
  }

  #hear(topic: string, payload: string): void {
    const { membership, own, clock } = this.#parts;
    const hubId = membership.topics.hubOf(topic);
    if (hubId === own.hubId) return;
    const shared = parseShared(payload);
    if (!hubId || !shared || !membership.heardFrom(hubId, shared.run, shared.sent)) {
      membership.refuse();
      return;
    }
    const steadyMs = clock.steady();
    const sentMs = membership.times.toOurs(hubId, shared.sent, shared.sent, steadyMs);
    const toWall = clock.now() - steadyMs;
    for (const [id, rows] of Object.entries(shared.values)) {
      const timed = Object.entries(rows).map(([name, [value, ageMs]]): [string, TimedValue] => [
        name,
        { value, heardMs: Math.max(0, sentMs - ageMs + toWall) },
      ]);
      for (const listener of this.#listeners) listener(id, new Map(timed));
    }
  }
}

/** By quantity, how much it is and how many milliseconds ago it was heard. */
type Rows = Record<string, [value: number | boolean | string, ageMs: number]>;

/** What JSON has words for. Flags belong to the frame that they came in, and stay here. */
function rowsOf(values: TimedValues, nowMs: number): Rows {
  const rows: Rows = {};
  for (const [name, { value, heardMs }] of values) {
    const isTooLong = typeof value === 'string' && value.length > MAX_TEXT;
    const isNone = typeof value === 'number' && !Number.isFinite(value);
    if (typeof value === 'object' || isTooLong || isNone) continue;
    rows[name] = [value, Math.max(0, Math.round(nowMs - heardMs))];
  }
  return rows;
}

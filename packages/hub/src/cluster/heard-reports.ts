// What the receivers of each hub heard of each device: said every few seconds while others are there.

import type { Clock } from '@bluebell/ble/core';
import type { Heard } from '../state/device.ts';
import type { ClusterBus } from './bus.ts';
import type { Membership, OwnHub } from './membership.ts';
import { MAX_NAME, MAX_REPORTED, parseReport } from './messages.ts';

/** So often a hub says what it heard since it last did. */
const REPORT_MS = 5_000;
/** Reports that cannot wait are still so far apart. */
const HASTE_MS = 500;
/** Every so many reports, it says all: whoever came meanwhile or missed one knows it then. */
const FULL_EVERY = 12;
/** A receiver that did not hear a device for so long while another one did has lost it. */
const LOST_MS = 60_000;
/** What nobody has heard for so long is of no use to anybody. */
const OLD_MS = 24 * 60 * 60_000;

/** A device as one hub hears it. */
export interface DeviceHeard {
  readonly id: string;
  /** Receivers of this hub alone: its radios, and gateways that it listens to. */
  readonly receivers: readonly Heard[];
  /** The learnt time between its adverts; `undefined` where it is not known. */
  readonly intervalMs: number | undefined;
  /** The sum of a dial's steps; absent for what has no dial. */
  readonly dialSum?: number | undefined;
}

/** Told how far a hub says that a dial is turned. */
export type DialListener = (hubId: string, deviceId: string, sum: number) => void;

/** What it works with. */
export interface ReportParts {
  readonly bus: ClusterBus;
  readonly membership: Membership;
  readonly own: OwnHub;
  readonly clock: Clock;
  readonly heardHere: () => Iterable<DeviceHeard>;
}

/** One receiver of another hub, on our steady clock. */
interface Reading {
  readonly rssiDbm: number;
  readonly heardMs: number;
}

/** A device at its best receiver of one hub. */
export interface Hearing {
  readonly rssiDbm: number;
  /** How long ago any receiver of the hub heard it. */
  readonly ageMs: number;
}

/** Receivers by name. */
type Readings = Map<string, Reading>;

/** Says what is heard here, and keeps what is heard elsewhere. */
export class HeardReports {
  readonly #parts: ReportParts;
  /** Devices by hub: at most as many hubs as there are members, and `MAX_REPORTED` devices each. */
  readonly #heard = new Map<string, Map<string, Readings>>();
  /** Hubs that said all that they hear. */
  readonly #complete = new Set<string>();
  readonly #dialListeners: DialListener[] = [];
  readonly #newListeners: ((deviceId: string) => void)[] = [];
  #reports = 0;
  #saidMs = Number.NEGATIVE_INFINITY;

  constructor(parts: ReportParts) {
    this.#parts = parts;
    const { bus, membership } = parts;
    bus.subscribe(membership.topics.heard('+'), (topic, payload, isRetained) => {
      if (!isRetained) this.#hear(topic, payload);
    });
  }

  /** Calls the listener with what other hubs say of dials. */
  onDial(listener: DialListener): void {
    this.#dialListeners.push(listener);
  }

  /** Calls the listener with devices that another hub did not hear before. */
  onNew(listener: (deviceId: string) => void): void {
    this.#newListeners.push(listener);
  }

  /** A connection begins: what others hear now, they have still to say. */
  renew(): void {
    this.#complete.clear();
  }

  /** Whether a hub has said all that it hears, since we can hear it. */
  isComplete(hubId: string): boolean {
    return this.#complete.has(hubId);
  }

  /** What receivers of other hubs that are there heard of a device, the best first. */
  elsewhere(deviceId: string): readonly Heard[] {
    const { membership, clock } = this.#parts;
    const toWall = clock.now() - clock.steady();
    return membership.others
      .flatMap((hubId) =>
        [...(this.#heard.get(hubId)?.get(deviceId) ?? [])].map(([receiver, reading]) => ({
          receiver: `${membership.nameOf(hubId)} ${receiver}`,
          at: { hubId, name: receiver },
          rssiDbm: reading.rssiDbm,
          lastSeenMs: reading.heardMs + toWall,
        })),
      )
      .toSorted((one, other) => other.rssiDbm - one.rssiDbm);
  }

  /** How well another hub hears a device; `undefined` where it said nothing of it. */
  hearingOf(hubId: string, deviceId: string): Hearing | undefined {
    const readings = this.#heard.get(hubId)?.get(deviceId);
    if (!readings) return undefined;
    return best([...readings.values()], this.#parts.clock.steady());
  }

  /** How well this hub hears a device. */
  hearingHere({ receivers }: DeviceHeard): Hearing | undefined {
    const { clock } = this.#parts;
    const toSteady = clock.steady() - clock.now();
    const readings = receivers.map(({ rssiDbm, lastSeenMs }) => ({
      rssiDbm,
      heardMs: Math.min(lastSeenMs + toSteady, clock.steady()),
    }));
    return best(readings, clock.steady());
  }

  /** Says what was heard, when it is time. */
  tick(): void {
    const { membership, clock } = this.#parts;
    if (membership.isAlone || clock.steady() - this.#saidMs < REPORT_MS) return;
    this.say(this.#reports % FULL_EVERY === 0);
  }

  /** Says what was heard without waiting for its time, but not again and again. */
  hasten(): void {
    if (this.#parts.clock.steady() - this.#saidMs >= HASTE_MS) this.say(false);
  }

  /** Says what was heard since the last time, or all. */
  say(full: boolean): void {
    const { bus, membership, own, clock, heardHere } = this.#parts;
    if (!bus.isConnected) return;
    const sent = clock.steady();
    const newMs = full ? OLD_MS : sent - this.#saidMs + REPORT_MS;
    const heard: Record<string, Record<string, [number, number]>> = {};
    const dials: Record<string, number> = {};
    let count = 0;
    for (const { id, receivers, dialSum } of heardHere()) {
      if (full && dialSum !== undefined && count < MAX_REPORTED) dials[id] = dialSum;
      const rows = receivers
        .map(({ receiver, rssiDbm, lastSeenMs }) => {
          return { receiver, rssiDbm, ageMs: Math.max(0, Math.round(clock.now() - lastSeenMs)) };
        })
        .filter(({ ageMs, rssiDbm }) => ageMs < newMs && Number.isFinite(rssiDbm))
        .slice(0, 32)
        .map(({ receiver, rssiDbm, ageMs }) => [receiver.slice(0, MAX_NAME), [rssiDbm, ageMs]]);
      if (rows.length === 0) continue;
      if (++count > MAX_REPORTED) break;
      heard[id] = Object.fromEntries(rows);
    }
    bus.addEvent(
      membership.topics.heard(own.hubId),
      JSON.stringify({ run: own.run, sent, full, heard, ...(full && { dials }) }),
    );
    this.#saidMs = sent;
    this.#reports = full ? 1 : this.#reports + 1;
  }

  /** Forgets hubs that have gone. */
  forgetGone(): void {
    const { others } = this.#parts.membership;
    for (const hubId of this.#heard.keys()) {
      if (others.includes(hubId)) continue;
      this.#heard.delete(hubId);
      this.#complete.delete(hubId);
    }
  }

  #hear(topic: string, payload: string): void {
    const { membership, own, clock } = this.#parts;
    const hubId = membership.topics.hubOf(topic);
    if (hubId === own.hubId) return;
    const report = parseReport(payload);
    const isKnown = report && hubId && membership.heardFrom(hubId, report.run, report.sent);
    if (!isKnown) {
      membership.refuse();
      return;
    }
    const { sent, full, heard, dials = {} } = report;
    const sentMs = membership.times.toOurs(hubId, sent, sent, clock.steady());
    if (full) this.#complete.add(hubId);
    const before = this.#heard.get(hubId) ?? new Map<string, Readings>();
    const devices = full ? new Map<string, Readings>() : before;
    this.#heard.set(hubId, devices);
    for (const [id, rows] of Object.entries(heard)) {
      if (!devices.has(id) && devices.size >= MAX_REPORTED) continue;
      if (!before.has(id)) for (const listener of this.#newListeners) listener(id);
      const readings = Object.entries(rows).map(([receiver, [rssiDbm, ageMs]]) => {
        return [receiver, { rssiDbm, heardMs: sentMs - ageMs }] as const;
      });
      devices.set(id, new Map(readings));
    }
    for (const [id, sum] of Object.entries(dials)) {
      for (const listener of this.#dialListeners) listener(hubId, id, sum);
    }
  }
}

function best(readings: readonly Reading[], nowMs: number): Hearing | undefined {
  if (readings.length === 0) return undefined;
  const heardMs = Math.max(...readings.map((reading) => reading.heardMs));
  // A receiver that has long lost the device says nothing of how well it is heard.
  const recent = readings.filter((reading) => heardMs - reading.heardMs < LOST_MS);
  const rssiDbm = Math.max(...recent.map((reading) => reading.rssiDbm));
  return { rssiDbm, ageMs: Math.max(0, nowMs - heardMs) };
}

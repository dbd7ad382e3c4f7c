// This hub among others on the same broker: who is there, who tells of a press, and who of a device.

import { randomBytes } from 'node:crypto';
import { type Cancel, type Clock, type Log, toHex } from '@bluebell/ble/core';
import type { ComponentHealth } from '../api/health.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Device, Heard, Update } from '../state/device.ts';
import type { TimedValues } from '../state/value-times.ts';
import type { Agreement, Ownership } from './agreement.ts';
import type { ClusterBus } from './bus.ts';
import { DeviceOwners } from './device-owners.ts';
import { type DeviceHeard, HeardReports } from './heard-reports.ts';
import { Membership, type OwnHub } from './membership.ts';
import { PressAgreement, type PressCounts, type PressLimits } from './press-agreement.ts';
import { SharedValues, type ValuesListener } from './shared-values.ts';
import type { Standing } from './standing.ts';

/** So often it is looked whether something is due. */
const TICK_MS = 1_000;

/** As long as a broker is away at most, and more presses than a home has in that time. */
const DEFAULT_LIMITS: PressLimits = { presses: 10_000, ageMs: 60 * 60_000 };

/** What a cluster is made of. */
export interface ClusterParts {
  /** Of this installation: 12 hex digits. */
  readonly hubId: string;
  /** For people. */
  readonly name: string;
  readonly version: string;
  /** First levels of every topic, the same for all hubs of a home. */
  readonly base: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Every device that this hub knows, with those of its own receivers that heard it. */
  readonly heardHere: () => Iterable<DeviceHeard>;
  /** The values of a device, each with when it was heard. */
  readonly timedValues: (deviceId: string) => TimedValues | undefined;
  /** Names of its radios that hear something at the moment: with none, others tell of its devices. */
  readonly radios: () => readonly string[];
  /** How much waits while the broker is away. */
  readonly limits?: PressLimits | undefined;
  /** Random bytes, for ids. Default: those of the system. */
  readonly random?: ((size: number) => Uint8Array) | undefined;
}

/** What became of what was said and heard. */
export interface ClusterCounts extends PressCounts {
  /** Messages that nobody could use. */
  readonly refused: number;
  /** Presses that wait for the broker, or for a hub whose turn it is. */
  readonly waiting: number;
  /** Presses that are remembered, those of other hubs too. */
  readonly remembered: number;
}

/** One line of the hub's health. */
const HEALTH: Readonly<Record<Standing, Omit<ComponentHealth, 'name' | 'sinceMs'>>> = {
  away: { status: 'ok', detail: 'other hubs are unknown while the broker is away' },
  opening: { status: 'ok', detail: 'listening for other hubs' },
  settling: { status: 'ok', detail: 'listening for other hubs' },
  settled: { status: 'ok', detail: '' },
  deaf: {
    status: 'degraded',
    detail: 'the broker does not let this hub hear others: what several hubs tell is doubled',
    nextStep: 'let its MQTT user read and write <base>/hubs/#',
  },
};

/** Hubs on one broker with one base act as one: every press once, every device by the hub that hears it best. */
export class Cluster implements Agreement, Ownership, Sink {
  readonly name = 'cluster';
  readonly #membership: Membership;
  readonly #presses: PressAgreement;
  readonly #reports: HeardReports;
  readonly #owners: DeviceOwners;
  readonly #values: SharedValues;
  readonly #parts: ClusterParts;
  #standsSinceMs: number;
  #cancelTick: Cancel = () => {};
  #isClosed = false;

  constructor(bus: ClusterBus, parts: ClusterParts) {
    const { clock, log, base, heardHere, timedValues, radios, random = randomBytes } = parts;
    const { hubId, name, version, limits = DEFAULT_LIMITS } = parts;
    this.#parts = parts;
    this.#standsSinceMs = clock.now();
    const own: OwnHub = { hubId, name, version, run: toHex(random(4)), radios };
    const membership = new Membership({ bus, base, own, clock, log });
    this.#membership = membership;
    this.#reports = new HeardReports({ bus, membership, own, clock, heardHere });
    this.#owners = new DeviceOwners({
      bus,
      membership,
      reports: this.#reports,
      own,
      clock,
      heardHere,
    });
    this.#values = new SharedValues({ bus, membership, own, clock, heardHere, timedValues });
    // Whoever hears it for the first time knows nothing of it, nor may who tells of it from now on.
    this.#reports.onNew((id) => this.#values.note(id));
    this.#owners.onChange((id) => {
      if (!this.owns(id)) this.#values.note(id);
    });
    this.#presses = new PressAgreement({ bus, membership, own, clock, log, random, limits });
    const changed = () => {
      this.#standsSinceMs = clock.now();
    };
    membership.listen({ changed, stood: changed });
    this.#tick();
  }

  /** Who says what needs saying once: the first by id of the hubs that are there. */
  readonly lead = {
    isLead: (): boolean => this.#membership.isLead,
    isAlone: (): boolean => this.#membership.isAlone,
    onChange: (listener: () => void): void => {
      this.#membership.listen({ changed: listener, stood: () => {} });
    },
  };

  /** Whether no other hub is there. */
  get isAlone(): boolean {
    return this.#membership.isAlone;
  }

  get counts(): ClusterCounts {
    const { counts, waiting, remembered } = this.#presses;
    return { ...counts, refused: this.#membership.refused, waiting, remembered };
  }

  /** Whether another hub is there. */
  isHubOnline(hubId: string): boolean {
    return this.#membership.others.includes(hubId);
  }

  settle(update: Update, tell: (update: Update) => void): void {
    this.#presses.settle(update, tell);
  }

  /**
   * Calls the listener with steps of dials that only other hubs heard, so that every hub comes to the same
   * sum; negative ones take back what was heard here after all.
   */
  onSteps(listener: (deviceId: string, steps: number) => void): void {
    this.#presses.onSteps(listener);
  }

  /**
   * Calls the listener with the sum of a dial as the hub has it that tells of the device: this one may have
   * been away while it was turned.
   */
  onDialSum(listener: (deviceId: string, sum: number) => void): void {
    this.#reports.onDial((hubId, deviceId, sum) => {
      if (this.#owners.ownerOf(deviceId) === hubId) listener(deviceId, sum);
    });
  }

  /** Calls the listener with what other hubs heard that devices measured. */
  onValues(listener: ValuesListener): void {
    this.#values.listen(listener);
  }

  owns(deviceId: string): boolean {
    return this.#owners.owns(deviceId);
  }

  /** What people call the other hub that tells of a device; `undefined` where this one does, or none is known. */
  ownerOf(deviceId: string): string | undefined {
    const owner = this.#owners.ownerOf(deviceId);
    return owner === undefined || owner === this.#parts.hubId
      ? undefined
      : this.#membership.nameOf(owner);
  }

  onChange(listener: (deviceId: string) => void): Cancel {
    return this.#owners.onChange(listener);
  }

  /** Calls the listener once it is known whether others are there; before, nothing is owned. */
  onKnown(listener: () => void): void {
    this.#owners.onKnown(listener);
  }

  heardElsewhere(deviceId: string): readonly Heard[] {
    return this.#owners.heardElsewhere(deviceId);
  }

  update({ device, changed, measurement }: Update): void {
    this.#owners.noticed(device.id);
    // What was borrowed is not said again.
    if (measurement && changed.length > 0) this.#values.note(device.id);
  }

  forget({ id }: Device): void {
    this.#owners.forget(id);
    this.#values.forget(id);
  }

  /** What other hubs are there, for people. */
  health(): readonly ComponentHealth[] {
    const { standing, others } = this.#membership;
    const { detail, ...health } = HEALTH[standing];
    const names = others.map((hubId) => this.#membership.nameOf(hubId));
    const known = names.length === 0 ? 'no other hub is there' : `with ${names.join(', ')}`;
    return [{ name: 'hubs', ...health, detail: detail || known, sinceMs: this.#standsSinceMs }];
  }

  /** Says goodbye. The link is to be closed after this. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelTick();
    this.#owners.close();
    await this.#membership.close();
    this.#presses.close();
  }

  #tick(): void {
    if (this.#isClosed) return;
    this.#membership.tick();
    this.#presses.tick();
    this.#reports.tick();
    this.#values.tick();
    this.#owners.tick();
    this.#cancelTick = this.#parts.clock.after(TICK_MS, () => this.#tick());
  }
}

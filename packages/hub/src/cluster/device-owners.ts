// Which hub tells of a device: one at a time, the one that hears it best, and another as soon as that one
// is gone. What stands last on the owner's topic holds, in the broker's order, for every hub alike.

import type { Cancel, Clock } from '@bluebell/ble/core';
import type { Heard } from '../state/device.ts';
import type { Ownership } from './agreement.ts';
import type { ClusterBus } from './bus.ts';
import type { DeviceHeard, HeardReports, Hearing } from './heard-reports.ts';
import type { Membership, OwnHub } from './membership.ts';
import { parseOwner } from './messages.ts';
import type { Standing } from './standing.ts';

/** Owners that are remembered: anybody can write on these topics. */
const MAX_OWNED = 8192;
/** How much better a receiver must hear, and for how long, to take over from one that still hears. */
const BETTER_DB = 8;
const BETTER_FOR_MS = 30_000;
/** A device that its owner has not heard for so long, and for two of its intervals, is taken over. */
const UNHEARD_MS = 60_000;
/** Those that hear worse let the better ones go first. */
const BEHIND_MS = 1_000;
/** After it came, a hub listens to what the others say before it takes anything. */
const LISTENING_MS = 2_500;
/** What was taken and did not come back as taken is taken again. */
const TAKE_AGAIN_MS = 5_000;

const DEVICE_ID = /^[0-9A-F]{12}$/;

/** What it works with. */
export interface OwnersParts {
  readonly bus: ClusterBus;
  readonly membership: Membership;
  readonly reports: HeardReports;
  readonly own: OwnHub;
  readonly clock: Clock;
  /** Every device that this hub knows, heard or not. */
  readonly heardHere: () => Iterable<DeviceHeard>;
}

/** Why this hub may take a device over. */
type Reason = 'new' | 'unowned' | 'unheard' | 'better';

/** How long a reason must hold. */
const PATIENCE_MS: Readonly<Record<Reason, number>> = {
  /** Time enough to hear how well the others hear it. */
  new: 1_000,
  unowned: 0,
  unheard: 0,
  better: BETTER_FOR_MS,
};

/** What is known of one device. */
interface Candidacy {
  readonly reason: Reason;
  readonly sinceMs: number;
}

/**
 * `unknown`: whether others are there is not known yet, so nothing is told. `alone`: all is ours, and nobody
 * needs to be told so. `among`: what stands on the owners' topics holds.
 */
type Company = 'unknown' | 'alone' | 'among';

/** Agrees with other hubs on who tells of which device. */
export class DeviceOwners implements Ownership {
  readonly #parts: OwnersParts;
  readonly #owners = new Map<string, string>();
  readonly #candidacies = new Map<string, Candidacy>();
  /** When we last said that we take a device. */
  readonly #taken = new Map<string, number>();
  readonly #listeners = new Set<(deviceId: string) => void>();
  #knownListeners: (() => void)[] = [];
  #company: Company = 'unknown';
  #listensUntilMs = Number.POSITIVE_INFINITY;
  #cancelListening: Cancel = () => {};

  constructor(parts: OwnersParts) {
    this.#parts = parts;
    const { bus, membership } = parts;
    bus.subscribe(membership.topics.owner('+'), (topic, payload) => this.#heard(topic, payload));
    membership.listen({
      changed: () => this.#keepCompany(),
      stood: (standing) => this.#stood(standing),
    });
  }

  owns(deviceId: string): boolean {
    if (this.#company !== 'among') return this.#company === 'alone';
    return this.#owners.get(deviceId) === this.#parts.own.hubId;
  }

  /** Which of several hubs tells of a device, as far as it was told. */
  ownerOf(deviceId: string): string | undefined {
    return this.#company === 'among' ? this.#owners.get(deviceId) : undefined;
  }

  onChange(listener: (deviceId: string) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  heardElsewhere(deviceId: string): readonly Heard[] {
    return this.#parts.reports.elsewhere(deviceId);
  }

  /** Calls the listener once it is known whether others are there; before, nothing is owned. */
  onKnown(listener: () => void): void {
    if (this.#company === 'unknown') this.#knownListeners.push(listener);
    else listener();
  }

  /** Takes over what others no longer tell of, or not as well. To be called every second or so. */
  tick(): void {
    if (!this.#mayTake) return;
    for (const device of this.#parts.heardHere()) this.#consider(device);
  }

  /** A device was heard: if nobody tells of it yet, it is considered at once. */
  noticed(deviceId: string): void {
    if (!this.#mayTake || this.#owners.has(deviceId)) return;
    for (const device of this.#parts.heardHere())
      if (device.id === deviceId) this.#consider(device);
  }

  /** The device is gone: nobody tells of it. */
  forget(deviceId: string): void {
    this.#candidacies.delete(deviceId);
    this.#taken.delete(deviceId);
    if (!this.#owners.has(deviceId) || !this.owns(deviceId)) return;
    const { bus, membership } = this.#parts;
    if (bus.isConnected) bus.addEvent(membership.topics.owner(deviceId), '', { isRetained: true });
  }

  close(): void {
    this.#cancelListening();
  }

  get #mayTake(): boolean {
    const { clock, membership } = this.#parts;
    const { standing } = membership;
    const isHeard = standing === 'settling' || standing === 'settled';
    const isReady = isHeard && clock.steady() >= this.#listensUntilMs;
    return this.#company === 'among' && isReady && membership.hasEars;
  }

  #heard(topic: string, payload: string): void {
    const { membership } = this.#parts;
    const deviceId = topic.slice(membership.topics.owner('').length);
    const owner = payload === '' ? undefined : parseOwner(payload)?.hub;
    const isKnown = this.#owners.has(deviceId) || this.#owners.size < MAX_OWNED;
    if (!DEVICE_ID.test(deviceId) || (payload !== '' && owner === undefined) || !isKnown) {
      membership.refuse();
      return;
    }
    const did = this.owns(deviceId);
    this.#candidacies.delete(deviceId);
    if (owner === undefined) this.#owners.delete(deviceId);
    else this.#owners.set(deviceId, owner);
    if (this.owns(deviceId) !== did) this.#tell(deviceId);
  }

  #stood(standing: Standing): void {
    const { clock } = this.#parts;
    if (standing === 'opening') this.#parts.reports.renew();
    if (standing === 'settling') {
      this.#taken.clear();
      this.#listensUntilMs = clock.steady() + LISTENING_MS;
      this.#cancelListening();
      this.#cancelListening = clock.after(LISTENING_MS, () => this.#listened());
    }
    if (standing === 'settling' || standing === 'deaf') this.#keepCompany();
  }

  /** The broker has said all that it knew of owners: it may have forgotten some since we last spoke. */
  #listened(): void {
    for (const { id } of this.#parts.heardHere()) {
      const owner = this.#owners.get(id);
      const isOurs = owner === this.#parts.own.hubId;
      const isStale = this.#company === 'alone' && owner !== undefined;
      if (isOurs || isStale) this.#say(id);
    }
    this.tick();
  }

  #keepCompany(): void {
    const { membership, reports, heardHere, own } = this.#parts;
    const { isAlone, standing } = membership;
    if (this.#company === 'unknown' && (standing === 'away' || standing === 'opening')) return;
    reports.forgetGone();
    const devices = [...heardHere()];
    const owned = new Set(devices.filter(({ id }) => this.owns(id)).map(({ id }) => id));
    const before = this.#company;
    this.#company = isAlone || standing === 'deaf' ? 'alone' : 'among';
    // Who was here first goes on telling of everything, until somebody hears it better.
    const keepsAll = before === 'alone' && this.#company === 'among' && standing === 'settled';
    const takesAll = before === 'among' && this.#company === 'alone' && standing !== 'deaf';
    for (const { id } of devices) {
      const isOurs = this.#owners.get(id) === own.hubId;
      if (keepsAll || (takesAll && !isOurs)) this.#say(id);
      if (keepsAll) this.#owners.set(id, own.hubId);
      if (this.owns(id) !== owned.has(id)) this.#tell(id);
    }
    if (this.#company === 'among') reports.say(true);
    this.tick();
    const known = this.#knownListeners;
    this.#knownListeners = [];
    for (const listener of known) listener();
  }

  /** Whether and why this hub should tell of a device, and whether it is time. */
  #consider(device: DeviceHeard): void {
    const { id } = device;
    const nowMs = this.#parts.clock.steady();
    const reason = this.#reasonFor(device);
    if (!reason) {
      this.#candidacies.delete(id);
      return;
    }
    const known = this.#candidacies.get(id);
    const candidacy = known?.reason === reason ? known : { reason, sinceMs: nowMs };
    this.#candidacies.set(id, candidacy);
    if (reason === 'new' && candidacy !== known) this.#parts.reports.hasten();
    const patienceMs = PATIENCE_MS[reason] + (this.#isBehind(device) ? BEHIND_MS : 0);
    if (nowMs - candidacy.sinceMs < patienceMs) return;
    const takenMs = this.#taken.get(id) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - takenMs >= TAKE_AGAIN_MS) this.#say(id);
  }

  #reasonFor(device: DeviceHeard): Reason | undefined {
    const { membership, reports, own } = this.#parts;
    const owner = this.#owners.get(device.id);
    if (owner === own.hubId) return undefined;
    if (owner === undefined) return 'new';
    if (!membership.isLive(owner)) return 'unowned';
    const ours = reports.hearingHere(device);
    if (!ours || !reports.isComplete(owner)) return undefined;
    const theirs = reports.hearingOf(owner, device.id);
    const limitMs = unheardAfter(device);
    if (!theirs) return 'unheard';
    if (theirs.ageMs - ours.ageMs > limitMs) return 'unheard';
    const areRecent = ours.ageMs < limitMs && theirs.ageMs < limitMs;
    return areRecent && ours.rssiDbm - theirs.rssiDbm >= BETTER_DB ? 'better' : undefined;
  }

  /** Whether another hub has more right to take the device. */
  #isBehind(device: DeviceHeard): boolean {
    const { membership, reports, own } = this.#parts;
    const ours = reports.hearingHere(device);
    const owner = this.#owners.get(device.id);
    return membership.others.some((hubId) => {
      if (hubId === owner || !membership.isLive(hubId)) return false;
      const theirs = reports.hearingOf(hubId, device.id);
      const better = betterOf(ours, theirs, unheardAfter(device));
      return better === undefined ? hubId < own.hubId : better === theirs;
    });
  }

  #say(deviceId: string): void {
    const { bus, membership, own, clock } = this.#parts;
    if (!bus.isConnected) return;
    this.#taken.set(deviceId, clock.steady());
    const owner = JSON.stringify({ hub: own.hubId });
    bus.addEvent(membership.topics.owner(deviceId), owner, { isRetained: true });
  }

  #tell(deviceId: string): void {
    for (const listener of this.#listeners) listener(deviceId);
  }
}

function unheardAfter({ intervalMs }: DeviceHeard): number {
  return Math.max(UNHEARD_MS, 2 * (intervalMs ?? 0));
}

/** The better one of two: heard at all, heard lately, heard well. */
function betterOf(
  one: Hearing | undefined,
  other: Hearing | undefined,
  limitMs: number,
): Hearing | undefined {
  if (!one || !other) return one ?? other;
  if (Math.abs(one.ageMs - other.ageMs) > limitMs) return one.ageMs < other.ageMs ? one : other;
  if (one.rssiDbm === other.rssiDbm) return undefined;
  return one.rssiDbm > other.rssiDbm ? one : other;
}

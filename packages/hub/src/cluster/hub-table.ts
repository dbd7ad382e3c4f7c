// The other hubs, as far as they made themselves known: who is there, and who has gone.

import type { Clock, Log } from '@bluebell/ble/core';
import type { HubState } from './messages.ts';

/** More hubs than any home has. */
export const MAX_HUBS = 32;
/** Hubs say something every 5 s while others are there: after so much silence one is taken for stuck. */
const STUCK_MS = 15_000;
/** A hub without network may come back on the same connection; after this the broker has ended it. */
const GONE_MS = 90_000;

/** Another hub. */
interface Member {
  readonly name: string;
  /** The run and the connection that it last said to be there on. */
  readonly run: string | undefined;
  readonly session: number | undefined;
  /** Its radios that hear something; `undefined` where it has not said. */
  readonly radios: readonly string[] | undefined;
  isOnline: boolean;
  /** Whether it was said that it has gone, not just concluded: then it has to say that it is back. */
  hasLeft: boolean;
  /** When it last said something, on our steady clock. */
  heardMs: number;
}

/** What a hub said of itself, as far as it did. */
export interface MemberFacts {
  readonly name?: HubState['name'] | undefined;
  readonly run?: HubState['run'] | undefined;
  readonly session?: HubState['session'] | undefined;
  readonly radios?: readonly string[] | undefined;
}

/** What it works with. */
export interface TableParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly own: { readonly hubId: string; readonly name: string };
  /** A hub came or went. */
  readonly onChange: () => void;
}

/** Hubs by id. Bounded: one that has gone gives way to a new one. */
export class HubTable {
  readonly #parts: TableParts;
  readonly #members = new Map<string, Member>();

  constructor(parts: TableParts) {
    this.#parts = parts;
  }

  /** Whether no other hub is there, as far as is known. */
  get isAlone(): boolean {
    return this.others.length === 0;
  }

  /** Whether this hub is the first by id of those that are there. */
  get isLead(): boolean {
    return this.others.every((id) => id > this.#parts.own.hubId);
  }

  /** The other hubs that are there, by id. */
  get others(): readonly string[] {
    return [...this.#members].flatMap(([id, { isOnline }]) => (isOnline ? [id] : []));
  }

  /** What a hub that is there said of itself. */
  factsOf(hubId: string): MemberFacts | undefined {
    const member = this.#members.get(hubId);
    return member?.isOnline ? member : undefined;
  }

  /** Whether another hub is there, does not seem stuck, and hears something. */
  isLive(hubId: string): boolean {
    const member = this.#members.get(hubId);
    if (!member?.isOnline || member.radios?.length === 0) return false;
    return this.#parts.clock.steady() - member.heardMs < STUCK_MS;
  }

  /** What people call another hub. Two of one name keep their ids. */
  nameOf(hubId: string): string {
    const name = this.#members.get(hubId)?.name ?? hubId;
    const twins = [...this.#members].filter(([id, member]) => id !== hubId && member.name === name);
    return twins.length > 0 || name === this.#parts.own.name ? `${name} ${hubId}` : name;
  }

  /** Whether there is room for a hub. */
  admits(hubId: string): boolean {
    return this.#members.has(hubId) || this.#members.size < MAX_HUBS || this.#forgetOne();
  }

  /** A hub says that it is there. */
  online(hubId: string, { name = hubId, run, session, radios }: MemberFacts): void {
    const wasOnline = this.#members.get(hubId)?.isOnline ?? false;
    const heardMs = this.#parts.clock.steady();
    const state = { isOnline: true, hasLeft: false, heardMs };
    this.#members.set(hubId, { name, run, session, radios, ...state });
    if (wasOnline) return;
    this.#parts.log.info('CLUSTER_JOINED', `another hub is on this broker: ${name}`, { hubId });
    this.#parts.onChange();
  }

  /** A hub said something else. What it said before it went may come behind its goodbye. */
  heard(hubId: string, run: string): void {
    const member = this.#members.get(hubId);
    if (member?.hasLeft && member.run === run) return;
    this.online(hubId, member ?? { run });
  }

  /** Others mark a hub as gone when they see its last will: it may have come back since. */
  offline(hubId: string, { run, session }: MemberFacts): void {
    const member = this.#members.get(hubId);
    const isOld = member?.run !== run || (session ?? 0) < (member?.session ?? 0);
    if (run === undefined || !isOld) this.left(hubId, 'has gone');
  }

  /** A hub is gone. */
  left(hubId: string, why: string, hasLeft = true): void {
    const member = this.#members.get(hubId);
    if (!member?.isOnline) return;
    member.isOnline = false;
    member.hasLeft = hasLeft;
    this.#parts.log.info('CLUSTER_LEFT', `the hub ${member.name} ${why}`, { hubId });
    this.#parts.onChange();
  }

  /** They get their time anew: nobody could say anything to us. */
  renew(): void {
    const nowMs = this.#parts.clock.steady();
    for (const member of this.#members.values()) member.heardMs = nowMs;
  }

  /** Lets those go that have said nothing for too long, and says which. */
  tick(onGone: (hubId: string, facts: MemberFacts) => void): void {
    const nowMs = this.#parts.clock.steady();
    for (const [id, member] of this.#members) {
      if (!member.isOnline || nowMs - member.heardMs <= GONE_MS) continue;
      this.left(id, 'was not heard for 90 s', false);
      onGone(id, member);
    }
  }

  #forgetOne(): boolean {
    for (const [id, { isOnline }] of this.#members) {
      if (!isOnline) return this.#members.delete(id);
    }
    return false;
  }
}

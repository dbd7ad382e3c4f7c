// One press, as one hub knows it: who wants to tell of it, who did, and whether it waits here.

import type { Cancel } from '@bluebell/ble/core';
import type { Update } from '../state/device.ts';
import type { Claim } from './messages.ts';
import type { PressKey } from './press-key.ts';

/** A press that was heard here and is not told yet, by nobody that we know of. */
export interface WaitingPress {
  readonly update: Update;
  readonly tell: (update: Update) => void;
}

/** More hubs than any home has. */
const MAX_CLAIMANTS = 32;

/** How long the hub whose turn it is may take to tell, before the next one does. */
export const TURN_MS = 200;

/** One life of a hub, from a start to its end: whoever comes back knows nothing of before. */
export function lifeOf({ hub, run }: Pick<Claim, 'hub' | 'run'>): string {
  return `${hub}:${run}`;
}

/** One press between hubs. */
export class PressRound {
  readonly key: PressKey;
  readonly deviceId: string;
  /** When it was heard, on our steady clock. */
  readonly heardMs: number;
  /** The name of the press on this hub, which tells it from another of the same key. */
  readonly press: string;
  /** The id of the first claim: under it the press is told, by whomever. */
  id: string;
  /** Whether it was heard here. */
  isOurs = false;
  waiting: WaitingPress | undefined;
  /** Who told of it; `undefined` while nobody did. */
  toldBy: string | undefined;
  steps: number | undefined;
  /** Steps that were added here although only another hub heard them. */
  borrowedSteps = 0;
  /** When our claim went out; `undefined` where none is under way. */
  claimedMs: number | undefined;
  cancel: Cancel = () => {};
  cancelSteps: Cancel = () => {};
  /** The press of each life of a hub that claims, in the order of the broker. */
  #claimants = new Map<string, Pick<Claim, 'press' | 'waits'>>();
  #firstClaimMs = 0;

  constructor(key: PressKey, deviceId: string, heardMs: number, press: string, id: string) {
    this.key = key;
    this.deviceId = deviceId;
    this.heardMs = heardMs;
    this.press = press;
    this.id = id;
  }

  /** Whether it can be the press that a hub claims: each hub hears a press once. */
  fits({ hub, run, press }: Pick<Claim, 'hub' | 'run' | 'press'>): boolean {
    const known = this.#claimants.get(lifeOf({ hub, run }));
    return known ? known.press === press : this.#claimants.size < MAX_CLAIMANTS;
  }

  /** Notes a claim; the first one names the press. */
  claimed({ hub, run, press, waits, id }: Claim, nowMs: number): void {
    const life = lifeOf({ hub, run });
    if (this.#claimants.has(life)) return;
    if (this.#claimants.size === 0) {
      this.#firstClaimMs = nowMs;
      if (this.toldBy === undefined) this.id = id;
    }
    this.#claimants.set(life, { press, waits });
  }

  /** Forgets who claimed: what the broker says from now on counts. */
  forgetClaims(): void {
    this.#claimants = new Map();
    this.claimedMs = undefined;
  }

  /**
   * When it is the turn of this hub; `undefined` where it has not claimed. Those in front of it get time
   * enough to tell; one that listens for objections first needs more.
   */
  turnOf(life: string, waits: boolean): number | undefined {
    let turnMs = this.#firstClaimMs;
    for (const [claimant, claim] of this.#claimants) {
      if (claimant === life) return turnMs + (waits ? TURN_MS : 0);
      turnMs += claim.waits ? 2 * TURN_MS : TURN_MS;
    }
    return undefined;
  }

  /** Whether another hub claimed it before this one. */
  isBehindOthers(life: string): boolean {
    const [first] = this.#claimants.keys();
    return first !== undefined && first !== life;
  }
}

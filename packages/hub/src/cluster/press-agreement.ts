// One press, told once: hubs that heard it claim it, the broker's order decides who tells, and the next one
// does when that one is silent.
//
// Whoever may write on these topics can forge claims. A forged claim delays a press by one turn at worst:
// the forger does not tell, so the next claimant does. One who forges that a press was told can swallow it;
// but whoever may write here may as well write any press on the topics of the devices.
//
// What nobody can know nobody can agree on: where the hub that told a press and all that heard it tell are
// lost in the same moment, one that comes back with the press tells it again, as another.

import type { Clock, Log } from '@bluebell/ble/core';
import type { Update } from '../state/device.ts';
import { turnedBy } from '../state/dial.ts';
import { type Agreement, newPressId } from './agreement.ts';
import { BorrowedSteps, type StepListener } from './borrowed-steps.ts';
import type { ClusterBus } from './bus.ts';
import type { Membership, OwnHub } from './membership.ts';
import { type Claim, parsePressWord, type Told } from './messages.ts';
import { pressKeyOf, windowOf } from './press-key.ts';
import { PressMemory } from './press-memory.ts';
import { lifeOf, PressRound, TURN_MS } from './press-round.ts';
import { PressWords } from './press-words.ts';
import type { Standing } from './standing.ts';

/** Those who did not tell of a press say that it was told, when the one who did is silent. */
const WITNESS_MS = 100;
/** A claim that has not come back by now is said again. */
const CLAIM_AGAIN_MS = 2_000;

const isUntold = ({ toldBy }: PressRound): boolean => toldBy === undefined;

/** How much waits while the broker is away. */
export interface PressLimits {
  readonly presses: number;
  readonly ageMs: number;
}

/** What it works with. */
export interface PressParts {
  readonly bus: ClusterBus;
  readonly membership: Membership;
  readonly own: OwnHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: (size: number) => Uint8Array;
  readonly limits: PressLimits;
}

/** What became of presses. */
export interface PressCounts {
  /** Told here. */
  told: number;
  /** Left to other hubs. */
  left: number;
  /** Told here since the hub whose turn it was did not. */
  replaced: number;
  /** Told by two hubs, with the same id. */
  doubled: number;
  /** Lost: too many waited, or for too long. */
  lost: number;
}

/** Agrees with other hubs on every press. Alone, and where the broker lets it hear nothing, it tells at once. */
export class PressAgreement implements Agreement {
  readonly counts: PressCounts = { told: 0, left: 0, replaced: 0, doubled: 0, lost: 0 };
  readonly #parts: PressParts;
  readonly #memory = new PressMemory();
  readonly #waiting = new Set<PressRound>();
  readonly #steps: BorrowedSteps;
  readonly #words: PressWords;

  constructor(parts: PressParts) {
    this.#parts = parts;
    this.#steps = new BorrowedSteps(parts.clock);
    this.#words = new PressWords(parts);
    const { bus, membership } = parts;
    bus.subscribe(membership.topics.claims, (_, payload, isRetained) => {
      if (!isRetained) this.#hear(payload);
    });
    membership.listen({ changed: () => {}, stood: (standing) => this.#stood(standing) });
  }

  /** Calls the listener with steps of dials that only other hubs heard; negative ones take some back. */
  onSteps(listener: StepListener): void {
    this.#steps.listen(listener);
  }

  /** Presses that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Presses that are remembered. */
  get remembered(): number {
    return this.#memory.size;
  }

  settle(update: Update, tell: (update: Update) => void): void {
    if (update.events.length === 0 || update.pressId !== undefined) {
      tell(update);
      return;
    }
    const round = this.#roundOf(update);
    round.steps = turnedBy(update.events);
    this.#steps.giveBack(round);
    if (round.toldBy !== undefined) {
      this.counts.left++;
      tell({ ...update, events: [], pressId: round.id });
      return;
    }
    round.waiting = { update, tell };
    this.#waiting.add(round);
    const { membership } = this.#parts;
    const { standing } = membership;
    if (standing === 'deaf' || (standing === 'settled' && membership.isAlone)) this.#tell(round);
    else if (standing === 'settling' || standing === 'settled') this.#claim(round);
    this.#bound();
  }

  /** Says claims again that got lost, and forgets what is old. To be called every second or so. */
  tick(): void {
    const nowMs = this.#parts.clock.steady();
    const { standing } = this.#parts.membership;
    const isHeard = standing === 'settling' || standing === 'settled';
    for (const round of this.#waiting) {
      const { claimedMs } = round;
      const hasEchoed = round.turnOf(this.#life, false) !== undefined;
      if (isHeard && !hasEchoed && nowMs - (claimedMs ?? 0) > CLAIM_AGAIN_MS) this.#claim(round);
    }
    this.#bound();
    this.#memory.forgetOld(nowMs);
  }

  /** Lets go of all timers. What still waits is lost with this hub, unless another one heard it. */
  close(): void {
    for (const round of this.#memory.all) {
      round.cancel();
      round.cancelSteps();
    }
    this.#waiting.clear();
  }

  get #life(): string {
    const { hubId, run } = this.#parts.own;
    return lifeOf({ hub: hubId, run });
  }

  /** The round of a press that was heard here just now. */
  #roundOf(update: Update): PressRound {
    const key = pressKeyOf(update);
    const heardMs = this.#parts.clock.steady();
    const known = this.#memory.nearest(key, heardMs, ({ isOurs }) => !isOurs);
    if (known) {
      this.#memory.adopt(known);
      return known;
    }
    const round = this.#newRound(key, update.device.id, heardMs);
    round.isOurs = true;
    this.#memory.add(round);
    return round;
  }

  #newRound(key: PressRound['key'], deviceId: string, heardMs: number, id?: string): PressRound {
    const { random } = this.#parts;
    const press = newPressId(random);
    return new PressRound(key, deviceId, heardMs, press, id ?? press);
  }

  #stood(standing: Standing): void {
    if (standing === 'opening') {
      for (const round of this.#waiting) {
        round.cancel();
        round.forgetClaims();
      }
    }
    if (standing === 'deaf') for (const round of this.#waiting) this.#tell(round);
    if (standing === 'settling') for (const round of this.#waiting) this.#claim(round);
  }

  #claim(round: PressRound): void {
    const { clock, membership } = this.#parts;
    round.claimedMs = clock.steady();
    // Whoever was here before may have told of it already.
    const waits = membership.standing === 'settling' || clock.steady() - round.heardMs > TURN_MS;
    this.#words.claim(round, waits);
  }

  #hear(payload: string): void {
    const { membership, own } = this.#parts;
    const word = parsePressWord(payload);
    const isOwn = word?.hub === own.hubId;
    // Words of an earlier life of this hub, or of somebody who takes its name, are of no use either.
    const isOfUse = isOwn
      ? word.run === own.run
      : word !== undefined && membership.heardFrom(word.hub, word.run, word.sent);
    if (!word || !isOfUse) membership.refuse();
    else if (word.type === 'claim') this.#heardClaim(word, isOwn);
    else if (!isOwn) this.#heardTold(word);
  }

  #heardClaim(claim: Claim, isOwn: boolean): void {
    const nowMs = this.#parts.clock.steady();
    const round = this.#roundClaimed(claim, isOwn);
    if (!round) return;
    round.steps ??= claim.steps;
    const { id } = round;
    round.claimed(claim, nowMs);
    if (round.id !== id) this.#memory.rename(round, id);
    if (round.toldBy === undefined) this.#await(round);
    else if (!isOwn) this.#object(round);
  }

  #roundClaimed(claim: Claim, isOwn: boolean): PressRound | undefined {
    const key = { text: claim.key, windowMs: windowOf(claim.key) };
    const heardMs = this.#words.heardMs(claim);
    const known = this.#memory.claimedBy(claim, key, heardMs);
    if (known || isOwn) return known;
    const round = this.#newRound(key, claim.device, heardMs, claim.id);
    this.#memory.add(round);
    return round;
  }

  #heardTold(word: Told): void {
    const key = { text: word.key, windowMs: windowOf(word.key) };
    const heardMs = this.#words.heardMs(word);
    let round = this.#memory.withId(word.id) ?? this.#memory.nearest(key, heardMs, isUntold);
    if (!round) {
      round = this.#newRound(key, word.device, heardMs, word.id);
      this.#memory.add(round);
    }
    round.cancel();
    round.steps ??= word.steps;
    if (round.toldBy === this.#life && round.waiting === undefined) this.counts.doubled++;
    round.toldBy ??= lifeOf(word);
    if (round.id !== word.id) {
      const { id } = round;
      round.id = word.id;
      this.#memory.rename(round, id);
    }
    this.#leave(round);
    this.#steps.borrow(round);
  }

  /** Another hub tells of it. */
  #leave(round: PressRound): void {
    const { waiting } = round;
    if (!waiting) return;
    round.waiting = undefined;
    this.#waiting.delete(round);
    this.counts.left++;
    waiting.tell({ ...waiting.update, events: [], pressId: round.id });
  }

  /** Waits for our turn, once our own claim has come back. */
  #await(round: PressRound): void {
    if (!round.waiting) return;
    const { clock } = this.#parts;
    const nowMs = clock.steady();
    // What took so long to come back may have kept others waiting until they told it themselves.
    const isSlow = nowMs - (round.claimedMs ?? nowMs) > TURN_MS / 2;
    const waits = isSlow || nowMs - round.heardMs > TURN_MS || this.#isSettling;
    const turnMs = round.turnOf(this.#life, waits);
    if (turnMs === undefined) return;
    round.cancel();
    if (turnMs <= nowMs) this.#tell(round);
    else round.cancel = clock.after(turnMs - nowMs, () => this.#takeTurn(round));
  }

  get #isSettling(): boolean {
    return this.#parts.membership.standing === 'settling';
  }

  #takeTurn(round: PressRound): void {
    if (round.turnOf(this.#life, false) === undefined) return;
    // Without a broker it waits: once that is back, all claim anew.
    const { bus, membership } = this.#parts;
    if (!bus.isConnected || membership.standing === 'opening') return;
    if (round.isBehindOthers(this.#life)) this.counts.replaced++;
    this.#tell(round);
  }

  #tell(round: PressRound): void {
    const { waiting } = round;
    if (!waiting) return;
    const { membership } = this.#parts;
    round.waiting = undefined;
    this.#waiting.delete(round);
    round.cancel();
    round.toldBy = this.#life;
    this.counts.told++;
    waiting.tell({ ...waiting.update, pressId: round.id });
    // It stands behind the press itself: who hears it knows that the broker has the press.
    if (!membership.isAlone) this.#words.told(round);
  }

  /** Says that a press was told: at once where it was told here, else unless the one who did says so. */
  #object(round: PressRound): void {
    round.cancel();
    if (round.toldBy === this.#life) this.#words.told(round);
    else round.cancel = this.#parts.clock.after(WITNESS_MS, () => this.#words.told(round));
  }

  /** Lets the oldest go where too many wait, or for too long. */
  #bound(): void {
    const { clock, log, limits } = this.#parts;
    const oldestMs = clock.steady() - limits.ageMs;
    for (const round of this.#waiting) {
      if (this.#waiting.size <= limits.presses && round.heardMs >= oldestMs) return;
      this.counts.lost++;
      if (this.counts.lost === 1) {
        log.warn('PRESS_LOST', 'presses were lost: the MQTT broker was away for too long');
      }
      round.cancel();
      this.#leave(round);
      this.counts.left--;
    }
  }
}

// The presses that a hub knows of: those that wait, and those that were told, for as long as another
// hub may come back with them. Bounded, whatever others claim.

import type { Claim } from './messages.ts';
import { type PressKey, REMEMBERED_MS } from './press-key.ts';
import type { PressRound } from './press-round.ts';

/** Presses of a home in a quarter of an hour, and more; those heard here and by others alone, each. */
const MAX_ROUNDS = 4096;

/** Finds presses by key and by id. */
export class PressMemory {
  readonly #byKey = new Map<string, PressRound[]>();
  readonly #byId = new Map<string, PressRound>();
  /** The oldest first. A flood of claims from elsewhere pushes out no press that was heard here. */
  readonly #ours = new Set<PressRound>();
  readonly #others = new Set<PressRound>();

  /** Presses that are remembered. */
  get size(): number {
    return this.#ours.size + this.#others.size;
  }

  get all(): Iterable<PressRound> {
    return [...this.#ours, ...this.#others];
  }

  add(round: PressRound): void {
    const rounds = this.#byKey.get(round.key.text) ?? [];
    this.#byKey.set(round.key.text, [...rounds, round]);
    this.#byId.set(round.id, round);
    (round.isOurs ? this.#ours : this.#others).add(round);
    this.#makeRoom(this.#ours);
    this.#makeRoom(this.#others);
  }

  /** The press with this id. */
  withId(id: string): PressRound | undefined {
    return this.#byId.get(id);
  }

  /** Its id was another: the first claim decides. */
  rename(round: PressRound, from: string): void {
    if (this.#byId.get(from) === round) this.#byId.delete(from);
    this.#byId.set(round.id, round);
  }

  /** It was heard here too. */
  adopt(round: PressRound): void {
    round.isOurs = true;
    if (this.#others.delete(round)) this.#ours.add(round);
  }

  /** The press of this key that was heard nearest to a moment, within its window. */
  nearest(
    key: PressKey,
    heardMs: number,
    fits: (round: PressRound) => boolean,
  ): PressRound | undefined {
    const distance = (round: PressRound) => Math.abs(round.heardMs - heardMs);
    return (this.#byKey.get(key.text) ?? [])
      .filter((round) => distance(round) < key.windowMs && fits(round))
      .toSorted((one, other) => distance(one) - distance(other))[0];
  }

  /** The press that a claim of a hub is of. */
  claimedBy(claim: Claim, key: PressKey, heardMs: number): PressRound | undefined {
    return this.nearest(key, heardMs, (round) => round.fits(claim));
  }

  /** Forgets what is too old to be claimed again; what still waits stays. */
  forgetOld(nowMs: number): void {
    for (const rounds of [this.#ours, this.#others]) {
      for (const round of rounds) {
        if (!round.waiting && nowMs - round.heardMs > REMEMBERED_MS) this.#remove(round);
      }
    }
  }

  #makeRoom(rounds: Set<PressRound>): void {
    if (rounds.size <= MAX_ROUNDS) return;
    for (const round of rounds) {
      if (round.waiting) continue;
      this.#remove(round);
      return;
    }
  }

  #remove(round: PressRound): void {
    round.cancel();
    round.cancelSteps();
    this.#ours.delete(round);
    this.#others.delete(round);
    if (this.#byId.get(round.id) === round) this.#byId.delete(round.id);
    const left = (this.#byKey.get(round.key.text) ?? []).filter((one) => one !== round);
    if (left.length > 0) this.#byKey.set(round.key.text, left);
    else this.#byKey.delete(round.key.text);
  }
}

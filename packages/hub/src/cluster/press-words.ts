// What a hub says of presses to the others.

import type { Clock } from '@bluebell/ble/core';
import type { ClusterBus } from './bus.ts';
import type { Membership, OwnHub } from './membership.ts';
import type { Claim, PressWord, Told } from './messages.ts';
import type { PressRound } from './press-round.ts';

/** What it works with. */
export interface PressWordsParts {
  readonly bus: ClusterBus;
  readonly membership: Membership;
  readonly own: OwnHub;
  readonly clock: Clock;
}

/** Says claims, and that presses were told; nothing while the broker is away. */
export class PressWords {
  readonly #parts: PressWordsParts;

  constructor(parts: PressWordsParts) {
    this.#parts = parts;
  }

  /** This hub wants to tell of a press, and listens first where it `waits`. */
  claim(round: PressRound, waits: boolean): void {
    this.#say(round, { type: 'claim', press: round.press, waits });
  }

  /** A press was told, by this hub or another. */
  told(round: PressRound): void {
    this.#say(round, { type: 'told' });
  }

  /** When a press was heard that another hub speaks of, on our clock. */
  heardMs({ hub, time, sent }: PressWord): number {
    const { clock, membership, own } = this.#parts;
    if (hub === own.hubId) return time;
    return membership.times.toOurs(hub, time, sent, clock.steady());
  }

  #say(
    round: PressRound,
    what: Pick<Claim, 'type' | 'press' | 'waits'> | Pick<Told, 'type'>,
  ): void {
    const { bus, membership, own, clock } = this.#parts;
    if (!bus.isConnected) return;
    const word: PressWord = {
      ...what,
      hub: own.hubId,
      run: own.run,
      key: round.key.text,
      id: round.id,
      device: round.deviceId,
      steps: round.steps,
      time: Math.max(0, round.heardMs),
      sent: clock.steady(),
    };
    bus.addEvent(membership.topics.claims, JSON.stringify(word));
  }
}

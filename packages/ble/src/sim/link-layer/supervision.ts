// How long a link waits for its peer. Core Spec v5.4, Vol 6, Part B, 4.5.2.

import { HciStatus } from '../../hci/index.ts';
import type { AirTimer, Timeline } from '../air/index.ts';
import type { LinkTiming } from './link-timing.ts';

/** A link that was never heard is given up after so many intervals. */
const INTERVALS_TO_ESTABLISH = 6;

/** Ends a link of which nothing was heard for too long. */
export class Supervision {
  /** Whether our host ended the link, and only the peer does not know yet. */
  isTerminating = false;
  readonly #timing: LinkTiming;
  readonly #timeline: Timeline;
  readonly #timer: AirTimer;
  #lastHeardUs: number;
  #isEstablished = false;

  /** @param onLost is told the reason to give. */
  constructor(timing: LinkTiming, timeline: Timeline, onLost: (reason: number) => void) {
    this.#timing = timing;
    this.#timeline = timeline;
    this.#lastHeardUs = timing.anchorUs + timing.windowUs;
    this.#timer = timeline.timer((atUs) => {
      if (atUs < this.#dueUs) this.restart();
      else onLost(this.#reason);
    });
    this.restart();
  }

  /** The peer was heard. The timer is not moved for it: it looks when it goes off. */
  onHeard(atUs: number): void {
    this.#lastHeardUs = atUs;
    this.#isEstablished = true;
  }

  /** The timeout is another one now. */
  restart(): void {
    this.#timeline.set(this.#timer, this.#dueUs);
  }

  stop(): void {
    this.#timer.clear();
  }

  get #dueUs(): number {
    const { timeoutUs, intervalUs } = this.#timing;
    const patienceUs = this.#isEstablished ? timeoutUs : INTERVALS_TO_ESTABLISH * intervalUs;
    return Math.round(this.#lastHeardUs + patienceUs);
  }

  get #reason(): number {
    if (this.isTerminating) return HciStatus.localHostTerminated;
    return this.#isEstablished
      ? HciStatus.connectionTimeout
      : HciStatus.connectionFailedToBeEstablished;
  }
}

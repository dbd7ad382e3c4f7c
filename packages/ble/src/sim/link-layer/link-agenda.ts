// Which event of a link comes next, and what changes with it. Core Spec v5.4, Vol 6, Part B, 4.5.1 and 5.5.

import type { AirTimer, Timeline } from '../air/index.ts';
import type { LinkTiming } from './link-timing.ts';

/** A change that both sides make at the same event. */
interface Change {
  readonly instant: number;
  readonly apply: () => void;
}

/** Goes from event to event; a peripheral may sleep through some. */
export class LinkAgenda {
  /** When the link wants the radio next. */
  claimUs = 0;
  readonly #timing: LinkTiming;
  readonly #isCentral: boolean;
  readonly #timeline: Timeline;
  readonly #timer: AirTimer;
  #change: Change | undefined;
  /** Events that it sleeps through, up to the next. */
  #asleep = 0;
  #isClosed = false;

  /** @param onEvent is called when an event begins, or may begin. */
  constructor(
    timing: LinkTiming,
    isCentral: boolean,
    timeline: Timeline,
    onEvent: (atUs: number) => void,
  ) {
    this.#timing = timing;
    this.#isCentral = isCentral;
    this.#timeline = timeline;
    this.#timer = timeline.timer((atUs) => {
      this.#asleep = 0;
      onEvent(atUs);
    });
    this.#claim();
  }

  /** Whether a change is announced: nobody sleeps until it is made. */
  get isChanging(): boolean {
    return this.#change !== undefined;
  }

  /** Sets out for the next event that is still to come. */
  plan(maySleep: boolean): void {
    const { nowUs } = this.#timeline;
    const timing = this.#timing;
    this.#asleep = maySleep ? timing.parameters.latency : 0;
    if (maySleep) timing.advance(1 + this.#asleep);
    else this.#advance();
    while (timing.anchorUs + timing.windowUs <= nowUs) this.#advance();
    this.#claim();
  }

  /** Wakes a sleeper for the next event, since there is something to do. */
  rouse(): void {
    if (this.#asleep === 0 || this.#isClosed) return;
    const aheadUs = this.claimUs - this.#timeline.nowUs;
    const back = Math.min(this.#asleep, Math.floor(aheadUs / this.#timing.intervalUs));
    this.#asleep = 0;
    if (back <= 0) return;
    this.#timing.advance(-back);
    this.#claim();
  }

  /** Changes something at an instant that is still to come; a second change waits for nobody, and is lost. */
  changeAt(instant: number, apply: () => void): void {
    this.#change ??= { instant, apply };
    // It may have meant to sleep longer than that.
    this.rouse();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer.clear();
  }

  #advance(): void {
    this.#timing.advance(1);
    const change = this.#change;
    if (change && this.#timing.eventsUntil(change.instant) <= 0) {
      this.#change = undefined;
      change.apply();
    }
  }

  #claim(): void {
    if (this.#isClosed) return;
    const { anchorUs, wideningUs } = this.#timing;
    this.claimUs = Math.round(this.#isCentral ? anchorUs : anchorUs - wideningUs);
    this.#timeline.set(this.#timer, this.claimUs);
  }
}

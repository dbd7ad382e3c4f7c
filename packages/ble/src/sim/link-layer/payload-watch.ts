// Whether an encrypted link still proves who is at its other end. Core Spec v5.4, Vol 6, Part B, 5.4.

import type { AirTimer } from '../air/index.ts';
import type { Link } from './link.ts';
import { Ping } from './ping.ts';

const UNIT_US = 10_000;

/** 30 s, in units of 10 ms. */
const DEFAULT_TIMEOUT = 3000;

/** The peer is asked when so much of the time has passed without a packet of its own. */
const SHARE_UNTIL_PING = 0.75;

/** Counts from the last packet whose integrity check was right. */
export class PayloadWatch {
  readonly #link: Link;
  readonly #timer: AirTimer;
  #timeout = DEFAULT_TIMEOUT;
  #lastUs = 0;
  #isAsked = false;

  constructor(link: Link) {
    this.#link = link;
    this.#timer = link.around.shared.radio.air.timeline.timer((atUs) => this.#onTime(atUs));
  }

  /** Units of 10 ms. */
  get timeout(): number {
    return this.#timeout;
  }

  set timeout(timeout: number) {
    this.#timeout = timeout;
    if (this.#timer.isSet) this.start();
  }

  start(): void {
    this.#lastUs = this.#link.around.shared.radio.nowUs;
    this.#isAsked = false;
    this.#set(this.#lastUs + SHARE_UNTIL_PING * this.#spanUs);
  }

  stop(): void {
    this.#timer.clear();
  }

  onAuthenticated(): void {
    this.#lastUs = this.#link.around.shared.radio.nowUs;
    this.#isAsked = false;
  }

  get #spanUs(): number {
    return this.#timeout * UNIT_US;
  }

  #onTime(atUs: number): void {
    const { connectionHandle, around, control } = this.#link;
    const pingUs = this.#lastUs + SHARE_UNTIL_PING * this.#spanUs;
    if (atUs < pingUs) {
      this.#set(pingUs);
    } else if (!this.#isAsked) {
      this.#isAsked = true;
      control.start(new Ping(this.#link));
      this.#set(this.#lastUs + this.#spanUs);
    } else {
      around.shared.events.onAuthenticatedPayloadTimeout(connectionHandle);
      this.start();
    }
  }

  #set(atUs: number): void {
    this.#link.around.shared.radio.air.timeline.set(this.#timer, atUs, true);
  }
}

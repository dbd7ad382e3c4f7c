// Steps of dials that only another hub heard: added here too, so that every hub comes to the same sum.

import type { Clock } from '@bluebell/ble/core';
import type { PressRound } from './press-round.ts';

/** Before it adds steps that only another hub heard, a hub waits for its own slower receivers. */
const LATE_HEARING_MS = 1_500;

/** Told of steps of a device; negative ones to the left, or taken back. */
export type StepListener = (deviceId: string, steps: number) => void;

/** Borrows steps, and gives back those that were heard here after all. */
export class BorrowedSteps {
  readonly #clock: Clock;
  readonly #listeners: StepListener[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  listen(listener: StepListener): void {
    this.#listeners.push(listener);
  }

  /** Another hub tells of a press. */
  borrow(round: PressRound): void {
    const { steps } = round;
    if (steps === undefined || steps === 0 || round.isOurs || round.borrowedSteps !== 0) return;
    round.cancelSteps();
    round.cancelSteps = this.#clock.after(LATE_HEARING_MS, () => {
      if (round.isOurs) return;
      round.borrowedSteps = steps;
      this.#tell(round.deviceId, steps);
    });
  }

  /** It was heard here, and so was counted here. */
  giveBack(round: PressRound): void {
    round.cancelSteps();
    const { borrowedSteps } = round;
    round.borrowedSteps = 0;
    if (borrowedSteps !== 0) this.#tell(round.deviceId, -borrowedSteps);
  }

  #tell(deviceId: string, steps: number): void {
    for (const listener of this.#listeners) listener(deviceId, steps);
  }
}

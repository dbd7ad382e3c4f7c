// What is told once the call under way has returned.

import type { AirTimer, Timeline } from '../air/index.ts';

/** Tasks of this very time that wait until whoever called the link layer is ready to listen. */
export class Afterwards {
  readonly #timeline: Timeline;
  readonly #timer: AirTimer;
  #tasks: (() => void)[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#timer = timeline.timer(() => this.#run());
  }

  add(task: () => void): void {
    this.#tasks.push(task);
    if (!this.#timer.isSet) this.#timeline.set(this.#timer, this.#timeline.nowUs);
  }

  /** Forgets them. */
  clear(): void {
    this.#tasks = [];
    this.#timer.clear();
  }

  #run(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }
}

// Tells a program how many values it has lost, not more often than it can use.

import type { Clock, Log } from '../../core/index.ts';

/** At most one report in so long. */
const PAUSE_MS = 100;

/** What a reporter needs. */
export interface DropReporterOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly onDropped?: ((dropped: number) => void) | undefined;
}

/** Reports a running count: the first time at once, then after a pause what has come in it. */
export class DropReporter {
  readonly #options: DropReporterOptions;
  #count = 0;
  #reported = 0;
  #isPausing = false;

  constructor(options: DropReporterOptions) {
    this.#options = options;
  }

  report(count: number): void {
    this.#count = count;
    if (!this.#isPausing) this.#tell();
  }

  #tell(): void {
    const { clock, log, onDropped } = this.#options;
    if (!onDropped || this.#count === this.#reported) return;
    this.#reported = this.#count;
    this.#isPausing = true;
    clock.after(PAUSE_MS, () => {
      this.#isPausing = false;
      this.#tell();
    });
    try {
      onDropped(this.#count);
    } catch (error) {
      log.error('GATT_LISTENER', `onDropped threw: ${String(error)}`, { error });
    }
  }
}

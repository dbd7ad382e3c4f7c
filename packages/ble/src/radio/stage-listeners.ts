// Who wants to know how a radio is doing.

import type { Cancel } from '../core/index.ts';
import type { RadioStage } from './radio.ts';

type Listener = (stage: RadioStage) => void;

/** Tells everybody. */
export class StageListeners {
  readonly #listeners = new Set<Listener>();

  /** The same function twice is told twice. */
  add(listener: Listener): Cancel {
    const own: Listener = (stage) => listener(stage);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  tell(stage: RadioStage): void {
    for (const listener of this.#listeners) listener(stage);
  }
}

// Tells one client of changes, one indication at a time. Core Spec v5.4, Vol 3, Part G, 7.1.

import type { AttServer, HandleRange } from '../../att/index.ts';
import { encode } from '../../codec/index.ts';
import { serviceChangedRange } from '../declarations.ts';
import { type DatabaseHistory, type DatabaseState, spanOf } from './database-history.ts';

/** What the teller of a link works with. */
export interface ChangeTellerOptions {
  readonly server: AttServer;
  readonly history: DatabaseHistory;
  /** The value handle of Service Changed. */
  readonly valueHandle: number;
}

/** Indications of Service Changed on one link. */
export class ChangeTeller {
  readonly #options: ChangeTellerOptions;
  /** What has changed and was not indicated yet. */
  #untold: HandleRange | undefined;
  #isTelling = false;
  /** The database as it was when the indication on its way was sent. */
  #told: DatabaseState | undefined;

  constructor(options: ChangeTellerOptions) {
    this.#options = options;
  }

  /** Indicates a range; what changes before that is confirmed goes into the next indication. */
  async tell(range: HandleRange): Promise<void> {
    const { server, history, valueHandle } = this.#options;
    this.#untold = this.#untold ? spanOf(this.#untold, range) : range;
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#takeUntold(); next; next = this.#takeUntold()) {
        this.#told = history.current;
        await server.indicate(valueHandle, encode(serviceChangedRange, next));
      }
    } catch {
      // The link is gone. What is kept of a bonded client says that it was not told.
    }
    this.#isTelling = false;
  }

  /** A client has confirmed an indication: what it was told of, if it was of this. */
  confirmed(valueHandle: number): DatabaseState | undefined {
    if (valueHandle !== this.#options.valueHandle) return undefined;
    const told = this.#told;
    this.#told = undefined;
    return told;
  }

  #takeUntold(): HandleRange | undefined {
    const untold = this.#untold;
    this.#untold = undefined;
    return untold;
  }
}

// Where the hub stands with its broker: whether what it says comes back to it, and whether it knows who else
// is there.

import type { Cancel, Clock } from '@bluebell/ble/core';

/** How long others get to say that they are there, and to object, after we came. */
const SETTLING_MS = 2_000;
/** What the broker kept is on its way when what we say comes back, and may be a little behind it. */
const KEPT_MS = 50;
/** What we say comes back at once, unless the broker does not let us hear it. */
const DEAF_MS = 5_000;
/** Where nothing at all comes, it may be the network that is slow. */
const SILENT_MS = 30_000;

/**
 * `away`: no broker. `opening`: let in, and nothing came back yet. `settling`: it hears, and others may have
 * been here before. `settled`: it knows who is there. `deaf`: the broker lets it hear nothing of other hubs,
 * so it goes by itself.
 */
export type Standing = 'away' | 'opening' | 'settling' | 'settled' | 'deaf';

/** What it works with. */
export interface GroundParts {
  readonly isConnected: () => boolean;
  readonly clock: Clock;
  /** It is another: `opening`, `settling` or `deaf`. The others come by themselves. */
  readonly onChange: () => void;
}

/** Finds out where the hub stands, anew on every connection. */
export class Ground {
  readonly #parts: GroundParts;
  /** Which connection it is. */
  session = 0;
  #sinceMs: number | undefined;
  /** What this connection has shown so far. */
  #hearsAnything = false;
  #hasEchoed = false;
  #hearsItself = false;
  /** Until the contrary shows, a broker that let us hear nothing once will not do so later either. */
  #isDeaf = false;
  #cancel: Cancel = () => {};

  constructor(parts: GroundParts) {
    this.#parts = parts;
  }

  get standing(): Standing {
    const { isConnected, clock } = this.#parts;
    if (!isConnected() || this.#sinceMs === undefined) return 'away';
    if (this.#isDeaf) return 'deaf';
    if (!this.#hearsItself) return 'opening';
    return clock.steady() - this.#sinceMs < SETTLING_MS ? 'settling' : 'settled';
  }

  /** The broker let us in. */
  opened(): void {
    const { clock } = this.#parts;
    this.#sinceMs = clock.steady();
    this.session++;
    this.#hearsAnything = false;
    this.#hasEchoed = false;
    this.#hearsItself = false;
    this.#cancel();
    this.#cancel = clock.after(DEAF_MS, () => {
      if (this.#hearsAnything) this.#notHeard();
      else this.#cancel = clock.after(SILENT_MS - DEAF_MS, () => this.#notHeard());
    });
    this.#parts.onChange();
  }

  /** Something came, of whomever. */
  heard(): void {
    this.#hearsAnything = true;
  }

  /** What we said on a connection came back. */
  echoed(session: number | undefined): void {
    // It may have been under way since the connection before.
    if (this.#hasEchoed || session !== this.session) return;
    this.#hasEchoed = true;
    this.#cancel();
    this.#cancel = this.#parts.clock.after(KEPT_MS, () => this.#hears());
  }

  /** Others took us for gone, and told of presses without asking: it is as if we had just come. */
  doubted(): void {
    this.#sinceMs = this.#parts.clock.steady();
  }

  close(): void {
    this.#cancel();
  }

  #hears(): void {
    if (!this.#parts.isConnected()) return;
    this.#hearsItself = true;
    this.#isDeaf = false;
    this.#parts.onChange();
  }

  #notHeard(): void {
    if (this.standing !== 'opening') return;
    this.#isDeaf = true;
    this.#parts.onChange();
  }
}

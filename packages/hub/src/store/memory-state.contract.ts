// A memory that ends with the program, for tests.

import type { SavedRecord, StateStore } from './state-store.ts';

/** Keeps things as long as it lives. */
export class MemoryState implements StateStore {
  readonly isDurable = false;
  /** As JSON, so that it gives what a disk would: a copy, without what JSON cannot hold. */
  readonly #devices = new Map<string, string>();
  readonly #values = new Map<string, string>();

  devices(): readonly unknown[] {
    return [...this.#devices.values()].map((text): unknown => JSON.parse(text));
  }

  saveDevice(saved: SavedRecord): void {
    this.#devices.set(saved.id, JSON.stringify(saved));
  }

  forgetDevice(id: string): void {
    this.#devices.delete(id);
  }

  value(name: string): string | undefined {
    return this.#values.get(name);
  }

  setValue(name: string, text: string): void {
    this.#values.set(name, text);
  }

  close(): void {}
}

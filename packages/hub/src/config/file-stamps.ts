// Tells when files changed, by what the system says of them.

import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cancel, Clock } from '@bluebell/ble/core';

/** Editors write in several steps, the first of which may leave an empty file: they are let finish. */
const SETTLE_MS = 250;
/** Some file systems, such as those of networks and containers, tell nothing. */
const POLL_MS = 5_000;

/** What the system says of files; `-` for those that are not there. */
async function stampsOf(paths: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
        () => '-',
      ),
    ),
  );
  return stamps.join('\n');
}

/**
 * Calls when files have changed and then stayed the same for a moment, and once at the beginning. Folders
 * are watched, since editors put a new file in the old one's place.
 */
export function watchFiles(paths: readonly string[], clock: Clock, onChange: () => void): Cancel {
  const watching = new Watching(paths, clock, onChange);
  return () => watching.end();
}

class Watching {
  readonly #paths: readonly string[];
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #closers: readonly (() => void)[];
  #told = '';
  #seen = '';
  #settling: Cancel | undefined;
  #polling: Cancel | undefined;
  #hasEnded = false;

  constructor(paths: readonly string[], clock: Clock, onChange: () => void) {
    this.#paths = paths;
    this.#clock = clock;
    this.#onChange = onChange;
    const folders = new Set(paths.map((path) => dirname(path)));
    this.#closers = [...folders].map((folder) => watchFolder(folder, () => this.#lookSoon()));
    this.#poll();
    void this.#look();
  }

  end(): void {
    this.#hasEnded = true;
    this.#settling?.();
    this.#polling?.();
    for (const close of this.#closers) close();
  }

  #poll(): void {
    this.#polling = this.#clock.after(POLL_MS, () => {
      void this.#look().then(() => {
        if (!this.#hasEnded) this.#poll();
      });
    });
  }

  #lookSoon(): void {
    if (this.#hasEnded) return;
    this.#settling?.();
    this.#settling = this.#clock.after(SETTLE_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    const stamps = await stampsOf(this.#paths);
    if (this.#hasEnded) return;
    if (stamps !== this.#seen) {
      this.#seen = stamps;
      this.#lookSoon();
    } else if (stamps !== this.#told) {
      this.#told = stamps;
      this.#onChange();
    }
  }
}

/** A folder that cannot be watched is looked at now and then all the same. */
function watchFolder(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}

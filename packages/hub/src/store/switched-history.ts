// A history that the user switches on and off while the hub runs.

import { BleError, type Clock, type Log } from '@bluebell/ble/core';
import type {
  EventQuery,
  History,
  HistoryEvent,
  HistoryHealth,
  HistoryPoint,
  HistoryQuery,
  HistoryRow,
  LastsQuery,
} from './history.ts';
import type { HistorySettings } from './history-settings.ts';
import { noHistory } from './no-history.ts';
import type { SqliteHistory } from './sqlite-history.ts';

/** What it is made from. */
export interface SwitchedHistoryParts {
  /** @throws {BleError} it cannot be opened. */
  readonly open: (settings: HistorySettings) => SqliteHistory;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the past while that is wanted. What was kept before stays on the disk meanwhile. */
export class SwitchedHistory implements History {
  readonly #parts: SwitchedHistoryParts;
  #kept: SqliteHistory | undefined;
  #now: History;

  /** @param settings `undefined`: off. @throws {BleError} it cannot be opened. */
  constructor(settings: HistorySettings | undefined, parts: SwitchedHistoryParts) {
    this.#parts = parts;
    this.#kept = settings && parts.open(settings);
    this.#now = this.#kept ?? noHistory(parts.clock.now());
  }

  /** Keeps more or less from now on; nothing, where there are no settings. */
  keep(settings: HistorySettings | undefined): void {
    if (settings && this.#kept) this.#kept.settings = settings;
    else if (settings) this.#begin(settings);
    else {
      this.#kept?.close();
      this.#kept = undefined;
      this.#now = noHistory(this.#parts.clock.now());
    }
  }

  write(row: HistoryRow): void {
    this.#now.write(row);
  }

  event(event: HistoryEvent): void {
    this.#now.event(event);
  }

  query(query: HistoryQuery): readonly HistoryPoint[] {
    return this.#now.query(query);
  }

  lasts(query: LastsQuery): readonly (number | undefined)[] {
    return this.#now.lasts(query);
  }

  events(query: EventQuery): readonly HistoryEvent[] {
    return this.#now.events(query);
  }

  quantities(deviceId: string): readonly string[] {
    return this.#now.quantities(deviceId);
  }

  forget(deviceId: string): void {
    this.#now.forget(deviceId);
  }

  health(): HistoryHealth {
    return this.#now.health();
  }

  /** Writes a copy to a new file; false where none is kept, or the disk does not allow it. */
  copyTo(path: string): boolean {
    return this.#kept?.copyTo(path) ?? false;
  }

  close(): void {
    this.#now.close();
  }

  #begin(settings: HistorySettings): void {
    const { open, log } = this.#parts;
    try {
      this.#kept = open(settings);
      this.#now = this.#kept;
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      log.error('HISTORY', `nothing of the past is kept: ${error.message}`);
    }
  }
}

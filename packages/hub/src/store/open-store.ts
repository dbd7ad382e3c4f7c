// Opens what a hub remembers: of devices, and of the past.

import { join } from 'node:path';
import type { Clock, Log } from '@bluebell/ble/core';
import type { DataFolder } from '../data-folder.ts';
import type { History } from './history.ts';
import { HISTORY_DATABASE } from './history-schema.ts';
import type { HistorySettings } from './history-settings.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { SqliteState, STATE_DATABASE } from './sqlite-state.ts';
import type { StateStore } from './state-store.ts';
import { SwitchedHistory } from './switched-history.ts';

/** What opens with. */
export interface StoreParts {
  readonly clock: Clock;
  readonly log: Log;
  /** `undefined`: nothing of the past is kept. */
  readonly history: HistorySettings | undefined;
}

/** Copies of databases in use, for a backup. */
export interface StoreCopies {
  /** Writes a copy to a new file. False: the disk does not allow it. */
  state(path: string): boolean;
  /** Likewise; false where no history is kept, too. */
  history(path: string): boolean;
}

/** All that a hub remembers. */
export interface Store {
  readonly state: StateStore & Pick<SqliteState, 'health'>;
  readonly history: History;
  readonly copies: StoreCopies;
  /** How much of the past is kept from now on; `undefined`: nothing, and what there is stays. */
  keepHistory(settings: HistorySettings | undefined): void;
  /** Writes what waits, and lets the folder go. */
  close(): void;
}

/**
 * Takes the folder for this hub alone. A disk that is full, read-only or broken is no reason to fail:
 * the hub goes on in memory, and the disk is tried again.
 *
 * @throws {FolderInUseError} another hub has the folder.
 * @throws {UsageError} a newer bluebell wrote a database.
 */
export function openStore(
  folder: Pick<DataFolder, 'state' | 'history'>,
  { clock, log, history: settings }: StoreParts,
): Store {
  const state = new SqliteState({ path: join(folder.state, STATE_DATABASE), clock, log });
  try {
    const path = join(folder.history, HISTORY_DATABASE);
    const history = new SwitchedHistory(settings, {
      open: (wanted) => new SqliteHistory({ path, settings: wanted, clock, log }),
      clock,
      log,
    });
    return {
      state,
      history,
      copies: {
        state: (copy) => state.copyTo(copy),
        history: (copy) => history.copyTo(copy),
      },
      keepHistory: (wanted) => history.keep(wanted),
      close: () => {
        history.close();
        state.close();
      },
    };
  } catch (error) {
    state.close();
    throw error;
  }
}

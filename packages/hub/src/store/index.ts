// What the hub remembers: of devices, and of the past.

export { FolderInUseError } from './folder-in-use-error.ts';
export type {
  EventQuery,
  History,
  HistoryEvent,
  HistoryHealth,
  HistoryPoint,
  HistoryQuery,
  HistoryRow,
} from './history.ts';
export { DEFAULT_HISTORY, type HistorySettings, historySettings } from './history-settings.ts';
export { HistorySink } from './history-sink.ts';
export { noHistory } from './no-history.ts';
export { openStore, type Store, type StoreCopies, type StoreParts } from './open-store.ts';
export { Sql } from './sql.ts';
export { SqliteHistory } from './sqlite-history.ts';
export type { SavedRecord, StateStore } from './state-store.ts';

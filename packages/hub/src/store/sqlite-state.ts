// What is known of devices, in a database: written at once, or as soon as the disk takes it.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import { type DatabaseHealth, KeptDatabase } from './kept-database.ts';
import { copyTo, type Schema } from './schema.ts';
import type { Sql } from './sql.ts';
import type { SavedRecord, StateStore } from './state-store.ts';

/** The name of the file in the folder for state. */
export const STATE_DATABASE = 'state.db';

/** The tables of `state.db`, with the steps that lead there from older versions. */
export const STATE_SCHEMA: Schema = {
  steps: [
    `CREATE TABLE kept (
       kind TEXT NOT NULL,
       name TEXT NOT NULL,
       text TEXT NOT NULL,
       PRIMARY KEY (kind, name)
     ) WITHOUT ROWID`,
  ],
};

/** What a program wrote outlives it at once; so long after, it outlives a power cut too. */
const SETTLE_MS = 60_000;

/** Adverts are waited for: a checkpoint is seldom, then. 16 MB is the most that waits. */
const CHECKPOINT_PAGES = 4_000;

const PUT = 'INSERT OR REPLACE INTO kept (kind, name, text) VALUES (?, ?, ?)';
const DROP = 'DELETE FROM kept WHERE kind = ? AND name = ?';

/** A row of the table: devices as JSON, values as they are. */
interface Kept {
  readonly kind: 'device' | 'value';
  readonly name: string;
  /** `undefined`: it is to be dropped. */
  readonly text: string | undefined;
}

/** Where and with what. */
export interface SqliteStateParts {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly connect?: ((path: string) => Sql) | undefined;
}

/** Keeps things in a database, and in memory while the disk does not take them. */
export class SqliteState implements StateStore {
  readonly #clock: Clock;
  readonly #database: KeptDatabase;
  /** What the disk has not taken yet, by kind and name: the newest of each. */
  readonly #waiting = new Map<string, Kept>();
  #cancelSettling: Cancel | undefined;

  /** @throws {FolderInUseError} another hub has it. @throws {UsageError} a newer bluebell wrote it. */
  constructor({ path, clock, log, connect }: SqliteStateParts) {
    this.#clock = clock;
    this.#database = new KeptDatabase({
      path,
      what: 'what is known of devices',
      code: 'STATE',
      schema: STATE_SCHEMA,
      clock,
      log,
      isLookedThrough: true,
      checkpointPages: CHECKPOINT_PAGES,
      onReturn: () => this.#writeWaiting(),
      connect,
    });
  }

  get isDurable(): boolean {
    return this.#database.isWritable;
  }

  health(): DatabaseHealth {
    return this.#database.health();
  }

  devices(): readonly unknown[] {
    return this.#all('device').flatMap((text) => parsed(text));
  }

  saveDevice(saved: SavedRecord): void {
    this.#keep({ kind: 'device', name: saved.id, text: JSON.stringify(saved) });
  }

  forgetDevice(id: string): void {
    this.#keep({ kind: 'device', name: id, text: undefined });
  }

  value(name: string): string | undefined {
    const waiting = this.#waiting.get(keyOf({ kind: 'value', name }));
    if (waiting) return waiting.text;
    const text = 'SELECT text FROM kept WHERE kind = ? AND name = ?';
    const [row] = this.#database.read((sql) => sql.rows(text, 'value', name), []);
    return row && String(row[0]);
  }

  setValue(name: string, text: string): void {
    this.#keep({ kind: 'value', name, text });
  }

  /** Writes a copy of all that is kept to a new file. False: the disk does not allow it. */
  copyTo(path: string): boolean {
    return this.#database.write((sql) => copyTo(sql, path));
  }

  close(): void {
    this.#cancelSettling?.();
    this.#database.close();
  }

  #keep(kept: Kept): void {
    if (this.#waiting.size === 0 && this.#database.write((sql) => put(sql, kept))) {
      this.#settleSoon();
      return;
    }
    this.#waiting.set(keyOf(kept), kept);
    // Where it was damaged, there is a new one by now.
    if (this.#database.isWritable) this.#writeWaiting();
  }

  #all(kind: Kept['kind']): readonly string[] {
    const text = 'SELECT name, text FROM kept WHERE kind = ?';
    const rows = this.#database.read((sql) => sql.rows(text, kind), []);
    const all = new Map<string, string | undefined>(
      rows.map(([name, content]) => [String(name), String(content)]),
    );
    for (const kept of this.#waiting.values())
      if (kept.kind === kind) all.set(kept.name, kept.text);
    return [...all.values()].filter((content) => content !== undefined);
  }

  #writeWaiting(): void {
    const isWritten = this.#database.write((sql) =>
      sql.transaction(() => {
        for (const kept of this.#waiting.values()) put(sql, kept);
      }),
    );
    if (isWritten) this.#waiting.clear();
  }

  #settleSoon(): void {
    this.#cancelSettling ??= this.#clock.after(SETTLE_MS, () => {
      this.#cancelSettling = undefined;
      this.#database.write((sql) => sql.rows('PRAGMA wal_checkpoint(PASSIVE)'));
    });
  }
}

function put(sql: Sql, { kind, name, text }: Kept): void {
  if (text === undefined) sql.run(DROP, kind, name);
  else sql.run(PUT, kind, name, text);
}

/** No blank stands in a kind. */
function keyOf({ kind, name }: Pick<Kept, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** What was damaged on the way is left out: the rest is worth having. */
function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

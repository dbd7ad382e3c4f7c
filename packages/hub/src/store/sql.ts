// SQLite as the rest of this folder uses it: typed, and with errors that say what to do about them.

import { BleError } from '@bluebell/ble/core';
import SqliteDatabase from 'libsql';

/** What SQLite holds in a column. */
export type SqlValue = string | number | null;
/** One row, column by column. */
export type SqlRow = readonly SqlValue[];

/** What a failure means for whoever wants to go on. */
export type StorageTrouble =
  | 'in use'
  | 'damaged'
  | 'full'
  | 'read-only'
  | 'unreachable'
  | 'misused';

/** By the primary result code of SQLite (sqlite.org/rescode.html); what is not here is our own fault. */
const TROUBLES: Readonly<Record<number, StorageTrouble>> = {
  3: 'unreachable', // PERM
  5: 'in use', // BUSY
  6: 'in use', // LOCKED
  8: 'read-only', // READONLY
  10: 'unreachable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unreachable', // CANTOPEN
  23: 'unreachable', // AUTH
  26: 'damaged', // NOTADB
};

const WORDS: Readonly<Record<StorageTrouble, string>> = {
  'in use': 'another program has it open',
  damaged: 'it is damaged',
  full: 'the disk is full',
  'read-only': 'it cannot be written: the disk or the file is read-only',
  unreachable: 'the disk does not give or take it',
  misused: 'it does not take what it was asked',
};

/** A database file did not do what it was asked. */
export class StorageError extends BleError {
  readonly code = 'STORAGE';
  readonly trouble: StorageTrouble;

  constructor(path: string, trouble: StorageTrouble, options: { readonly cause: unknown }) {
    const { cause } = options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${path}: ${WORDS[trouble]} (${reason})`, options);
    this.trouble = trouble;
  }
}

/** One open database. */
export class Sql {
  readonly path: string;
  readonly #database: SqliteDatabase.Database;
  /** Statements by their text, of which there are a few dozen: making one takes longer than using it. */
  readonly #statements = new Map<string, SqliteDatabase.Statement>();

  private constructor(path: string, database: SqliteDatabase.Database) {
    this.path = path;
    this.#database = database;
  }

  /** Opens a file, or makes it. @throws {StorageError} there is no way to it. */
  static open(path: string): Sql {
    return new Sql(
      path,
      guarded(path, () => new SqliteDatabase(path)),
    );
  }

  /** Statements that give nothing. */
  exec(text: string): void {
    guarded(this.path, () => this.#database.exec(text));
  }

  /** A statement that changes things; gives how many rows it changed. */
  run(text: string, ...values: readonly SqlValue[]): number {
    return guarded(this.path, () => this.#statement(text).run(...values).changes);
  }

  /** All rows that a statement gives. */
  rows(text: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    // The cast holds: `raw` makes rows of them, and we keep no blobs and no integers beyond 2^53.
    return guarded(this.path, () => this.#statement(text).all(...values) as SqlRow[]);
  }

  /** The one number that a statement gives; 0 where it gives none. */
  number(text: string, ...values: readonly SqlValue[]): number {
    return Number(this.rows(text, ...values)[0]?.[0] ?? 0);
  }

  /** Does all of it or nothing. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite may have given it up by itself, as it does when the disk is full.
      if (this.#database.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /** Lets go of the file at once, and leaves it whole in one piece. */
  close(): void {
    try {
      // The lock would last as long as the engine keeps our statements: so it is given back by hand.
      this.exec(
        'PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT 1 FROM sqlite_master',
      );
    } catch (error) {
      // What is in its journal is read from there the next time.
      if (!(error instanceof StorageError)) throw error;
    }
    this.#statements.clear();
    this.#database.close();
  }

  #statement(text: string): SqliteDatabase.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const made = this.#database.prepare(text);
    if (made.columns().length > 0) made.raw();
    this.#statements.set(text, made);
    return made;
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new StorageError(path, troubleOf(cause), { cause });
  }
}

function troubleOf(cause: unknown): StorageTrouble {
  const code = resultCodeOf(cause);
  return (code !== undefined && TROUBLES[code & 0xff]) || 'misused';
}

function resultCodeOf(cause: unknown): number | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ('rawCode' in cause && typeof cause.rawCode === 'number') return cause.rawCode;
  // What fails before the file is open has its code in the text alone.
  const inText = /unable to open connection.*: (\d+)/i.exec(cause.message)?.[1];
  return inText === undefined ? undefined : Number(inText);
}

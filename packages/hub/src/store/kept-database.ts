// A database that a hub keeps at hand, whatever the disk does: full, read-only, damaged or gone.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import { type CopyToRead, copyToRead } from './copy-to-read.ts';
import { FolderInUseError } from './folder-in-use-error.ts';
import { bringUpToDate, type Schema, versionOf } from './schema.ts';
import { setAside } from './set-aside.ts';
import { Sql, StorageError } from './sql.ts';

/** After a failure, the disk is tried again after so long, and then half as often each time. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/** Which database, and what it needs. */
export interface KeptDatabaseParts {
  readonly path: string;
  /** What it holds, in messages: 'what is known of devices'. */
  readonly what: string;
  /** Begins the codes of its messages: `STATE`. */
  readonly code: string;
  readonly schema: Schema;
  readonly clock: Clock;
  readonly log: Log;
  /** How many pages wait for a checkpoint, which everybody waits for. Default: 1,000 of 4 KiB. */
  readonly checkpointPages?: number | undefined;
  /** Whether all of it is looked through when it is opened: quick for what is small. */
  readonly isLookedThrough?: boolean;
  /** The disk takes things again: what waits can be written. */
  readonly onReturn: () => void;
  /** Opens files. Default: SQLite's way. */
  readonly connect?: ((path: string) => Sql) | undefined;
}

/** How a database is doing. */
export interface DatabaseHealth {
  readonly isWritable: boolean;
  readonly sinceMs: number;
  readonly problem?: string | undefined;
}

/** A database that is opened again when it failed. What fails is told of once, not each time. */
export class KeptDatabase {
  readonly #parts: KeptDatabaseParts;
  #sql: Sql | undefined;
  /** What is read where the file itself cannot be; `undefined` before that is tried, null where it failed. */
  #copy: CopyToRead | undefined | null;
  #problem: string | undefined;
  #sinceMs: number;
  #retryMs = FIRST_RETRY_MS;
  #cancel: Cancel | undefined;
  #isClosed = false;
  /** Whether it was told that the disk does not take things. */
  #isTold = false;
  /** It is open and wants but room: letting go of it would let another have it. */
  #isOnlyFull = false;

  /**
   * Opens it. What the disk does not allow now is tried again later.
   *
   * @throws {FolderInUseError} another program has it open.
   * @throws {UsageError} a newer bluebell wrote it.
   */
  constructor(parts: KeptDatabaseParts) {
    this.#parts = parts;
    this.#sinceMs = parts.clock.now();
    try {
      this.#open();
    } catch (error) {
      if (error instanceof StorageError && error.trouble === 'in use') {
        throw new FolderInUseError(parts.path, { cause: error });
      }
      this.#fail(error);
    }
  }

  /** Whether the disk takes what is written. */
  get isWritable(): boolean {
    return this.#problem === undefined && !this.#isClosed;
  }

  health(): DatabaseHealth {
    return {
      isWritable: this.isWritable,
      sinceMs: this.#sinceMs,
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
  }

  /** Writes. False where the disk does not take it now. */
  write(work: (sql: Sql) => void): boolean {
    if (!this.isWritable) return false;
    return this.#attempt((sql) => {
      work(sql);
      return true;
    }, false);
  }

  /** Reads, as far as there is a way to; `otherwise` where there is none. */
  read<T>(work: (sql: Sql) => T, otherwise: T): T {
    if (this.#sql || !this.#copy) return this.#attempt(work, otherwise);
    try {
      return work(this.#copy.sql);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return otherwise;
    }
  }

  /** Tries once more where the disk took nothing. After this, nothing is written or read. */
  close(): void {
    if (this.#isClosed) return;
    try {
      if (!this.isWritable) this.#retry();
    } finally {
      this.#isClosed = true;
      this.#cancel?.();
      this.#letGo();
      this.#copy?.remove();
      this.#copy = null;
    }
  }

  #attempt<T>(work: (sql: Sql) => T, otherwise: T): T {
    if (!this.#sql) return otherwise;
    try {
      return work(this.#sql);
    } catch (error) {
      this.#fail(error);
      return otherwise;
    }
  }

  #open(): void {
    const { path, schema, connect, isLookedThrough, checkpointPages } = this.#parts;
    // That of a demonstration stands in another of its kind.
    for (const folder of [dirname(dirname(path)), dirname(path)]) makeFolder(folder);
    const sql = connect ? connect(path) : Sql.open(path);
    this.#sql = sql;
    // The system keeps the lock, so it ends with the process, however that ends.
    sql.rows('PRAGMA locking_mode=EXCLUSIVE');
    // Given back bit by bit, what is deleted leaves no hole in the file.
    sql.exec('PRAGMA auto_vacuum=INCREMENTAL');
    sql.rows('PRAGMA journal_mode=WAL');
    // Safe whenever the program ends; where the power does, the last moments are lost.
    sql.exec('PRAGMA synchronous=NORMAL');
    if (checkpointPages !== undefined) sql.rows(`PRAGMA wal_autocheckpoint=${checkpointPages}`);
    if (isLookedThrough) lookThrough(sql);
    bringUpToDate(sql, schema);
    // There is no lock before the first thing is written.
    sql.exec('BEGIN EXCLUSIVE; COMMIT');
  }

  #fail(error: unknown): void {
    if (!(error instanceof StorageError) || error.trouble === 'misused') {
      this.#letGo();
      throw error;
    }
    if (error.trouble === 'damaged') this.#beginAnew(error);
    else this.#suspend(error);
  }

  /** A damaged file is kept for those who can mend it, and an empty one takes its place. */
  #beginAnew(damage: StorageError): void {
    const { path, code, what, log, clock } = this.#parts;
    this.#letGo();
    try {
      const kept = setAside(path, clock.now());
      log.error(
        `${code}_DAMAGED`,
        `${damage.message}: it is kept as ${kept}, and ${what} begins anew; a backup can be put back with 'bluebell restore'`,
      );
      this.#open();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#suspend(error);
    }
  }

  /** Nothing is written until the disk was tried again. What can be read still is. */
  #suspend(error: StorageError): void {
    const { clock, log, code, what } = this.#parts;
    if (!this.#isReadable()) {
      this.#letGo();
      this.#copySmall();
    }
    this.#problem = error.message;
    this.#isOnlyFull = error.trouble === 'full' && this.#sql !== undefined;
    if (!this.#isTold) {
      this.#isTold = true;
      this.#sinceMs = clock.now();
      const message = `${what} lives in memory until the disk takes it again: ${error.message}`;
      log.error(`${code}_NOT_WRITTEN`, message);
    }
    this.#cancel?.();
    this.#cancel = clock.after(this.#retryMs, () => this.#retry());
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
  }

  #retry(): void {
    const { clock, log, code, what, onReturn } = this.#parts;
    this.#problem = undefined;
    if (!this.#isOnlyFull) this.#openAgain();
    if (this.isWritable) onReturn();
    if (!this.isWritable) return;
    this.#copy?.remove();
    this.#copy = undefined;
    this.#isTold = false;
    this.#sinceMs = clock.now();
    this.#retryMs = FIRST_RETRY_MS;
    log.info(`${code}_WRITTEN`, `the disk takes ${what} again`);
  }

  #openAgain(): void {
    this.#letGo();
    try {
      this.#open();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Once: what fails again later had been read before. */
  #copySmall(): void {
    const { path, schema, isLookedThrough } = this.#parts;
    if (isLookedThrough && this.#copy === undefined) this.#copy = copyToRead(path, schema) ?? null;
  }

  /** Whether its tables are there, and such as we know. */
  #isReadable(): boolean {
    try {
      return this.#sql !== undefined && versionOf(this.#sql) === this.#parts.schema.steps.length;
    } catch {
      return false;
    }
  }

  #letGo(): void {
    this.#sql?.close();
    this.#sql = undefined;
  }
}

/** @throws {StorageError} something in it does not fit together. */
function lookThrough(sql: Sql): void {
  const [first] = sql.rows('PRAGMA quick_check(1)');
  if (first?.[0] === 'ok') return;
  throw new StorageError(sql.path, 'damaged', { cause: first?.[0] });
}

/** For the owner alone. Those above it are there, or nothing is: some systems search for ever otherwise. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    throw new StorageError(path, 'unreachable', { cause });
  }
}

// The sessions of browsers, kept over a restart: by hashes, in a file of the state's folder.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '@bluebell/ble/core';
import * as z from 'zod';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';
import { systemCode } from '../file-trouble.ts';

/** More browsers than a home has; the one not used for longest makes room. */
export const MOST_SESSIONS = 64;

/** One browser that logged in. */
export const keptSession = z.strictObject({
  hash: z.string().max(64),
  /** What it logged in with: the password, the token of the configuration, or the id of one with a name. */
  by: z.string().max(16),
  /** Of password or token: another one ends the session. */
  mark: z.string().max(128),
  user: z.string().max(64).optional(),
  createdMs: z.number(),
  usedMs: z.number(),
});
export type KeptSession = z.output<typeof keptSession>;

const sessionFile = z.strictObject({
  version: z.literal(1),
  /** Goes into the marks, so that they are of use in no other file. */
  salt: z.string().min(16).max(64),
  sessions: z.array(keptSession).max(MOST_SESSIONS),
});
type Content = z.output<typeof sessionFile>;

/** The file. What cannot be read or written costs a login, and nothing else. */
export class SessionFile {
  readonly #path: string;
  readonly #log: Log;
  readonly salt: string;
  readonly sessions: readonly KeptSession[];
  #waiting: readonly KeptSession[] | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, { salt, sessions }: Content, log: Log) {
    this.#path = path;
    this.salt = salt;
    this.sessions = sessions;
    this.#log = log;
  }

  static async open({ state }: Pick<DataFolder, 'state'>, log: Log): Promise<SessionFile> {
    const path = join(state, 'sessions.json');
    return new SessionFile(path, await read(path, log), log);
  }

  /** Writes them soon; of several that come meanwhile, the last. */
  write(sessions: readonly KeptSession[]): void {
    const isUnderWay = this.#waiting !== undefined;
    this.#waiting = sessions;
    if (!isUnderWay) this.#writing = this.#writing.then(() => this.#writeNow());
  }

  /** When all is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeNow(): Promise<void> {
    const content: Content = { version: 1, salt: this.salt, sessions: [...(this.#waiting ?? [])] };
    this.#waiting = undefined;
    try {
      await writeAtomically(this.#path, `${JSON.stringify(content)}\n`, {
        keepsPrevious: false,
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#log.warn('WEB_SESSIONS', `a restart will end all sessions: ${text}`);
    }
  }
}

async function read(path: string, log: Log): Promise<Content> {
  const none: Content = { version: 1, salt: randomBytes(16).toString('base64'), sessions: [] };
  try {
    return sessionFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      log.warn('WEB_SESSIONS', `${path} cannot be read: everybody has to log in again`);
    }
    return none;
  }
}

// The way to a hub that runs: by the socket in its data folder, or by its address.

import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { type Cancel, systemClock, UsageError } from '@bluebell/ble/core';
import { findSocket } from '../../api/socket-place.ts';
import type { DataFolder } from '../../data-folder.ts';
import { systemCode } from '../../file-trouble.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { folderOf } from '../folder-of.ts';
import type { Terminal } from '../terminal.ts';
import type { RemoteOptions } from './remote-options.ts';

/** What is asked. */
export interface Question {
  readonly path: string;
  /** A body makes it a POST. */
  readonly body?: { readonly type: string; readonly text: string } | undefined;
}

/** What is answered. */
export interface Reply {
  readonly status: number;
  /** Of the content, without parameters: `application/json`. */
  readonly type: string;
  readonly text: string;
}

/** How long a hub may take to answer; backups take a while. */
const PATIENCE_MS = 30_000;

/** More than any answer of a hub. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** A hub, as it is reached. */
export class Remote {
  /** For messages: `the hub of /var/lib/bluebell/state`, `the hub at http://attic:8032`. */
  readonly name: string;
  readonly #target: URL;
  readonly #socketPath: string | undefined;
  readonly #authorization: string | undefined;

  private constructor(name: string, target: URL, socketPath?: string, authorization?: string) {
    this.name = name;
    this.#target = target;
    this.#socketPath = socketPath;
    this.#authorization = authorization;
  }

  /** Whether it is one of this machine, found by its folder. */
  get isLocal(): boolean {
    return this.#socketPath !== undefined;
  }

  /** The hub of a folder of this machine. */
  static async ofFolder(folder: Pick<DataFolder, 'state'>): Promise<Remote> {
    const path = await findSocket(folder);
    return new Remote(`the hub of ${folder.state}`, new URL('http://localhost'), path);
  }

  /** A hub by its address. @throws {UsageError} it is none. */
  static at(text: string, token: string | undefined): Remote {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw new UsageError('--url must be an address such as http://attic:8032');
    }
    const { username, password } = url;
    url.username = '';
    url.password = '';
    const basic = [username, password].map(plain).join(':');
    const authorization =
      token !== undefined
        ? `Bearer ${token}`
        : password && `Basic ${Buffer.from(basic).toString('base64')}`;
    return new Remote(`the hub at ${url.origin}`, url, undefined, authorization || undefined);
  }

  /**
   * Asks.
   *
   * @throws {UnreachableError} nobody answers. @throws what `stop` was aborted for.
   */
  async ask(question: Question, stop: AbortSignal): Promise<Reply> {
    const giveUp = new AbortController();
    const cancel: Cancel = systemClock.after(PATIENCE_MS, () => giveUp.abort());
    try {
      return await this.#send(question, AbortSignal.any([stop, giveUp.signal]));
    } catch (cause) {
      stop.throwIfAborted();
      if (cause instanceof CommandError) throw cause;
      throw new UnreachableError(`${this.name} does not answer: ${this.#remedy(cause)}`, { cause });
    } finally {
      cancel();
    }
  }

  #remedy(cause: unknown): string {
    if (this.#socketPath === undefined) return 'see whether it runs, and its web.host and web.port';
    return systemCode(cause) === 'EACCES'
      ? 'it runs as another user: ask as that one, or with --url and --token'
      : "start it with 'bluebell run', or name its data folder with --data";
  }

  async #send({ path, body }: Question, signal: AbortSignal): Promise<Reply> {
    const base = this.#target.pathname.replace(/\/$/, '');
    const options: RequestOptions = {
      method: body ? 'POST' : 'GET',
      signal,
      headers: {
        accept: 'application/json',
        ...(body && {
          'content-type': body.type,
          'content-length': Buffer.byteLength(body.text),
        }),
        ...(this.#authorization !== undefined && { authorization: this.#authorization }),
      },
      ...(this.#socketPath !== undefined && { socketPath: this.#socketPath }),
      // One question, and the program ends.
      agent: false,
    };
    const isSecure = this.#target.protocol === 'https:';
    const { request } = isSecure ? await import('node:https') : await import('node:http');
    const sent = request(new URL(base + path, this.#target), options);
    return answerTo(sent, body?.text ?? '', this.name);
  }
}

/** A part of an address without its escapes. @throws {UsageError} one of them is none. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new UsageError('--url: write %25 for a % in its user name or password', { cause });
  }
}

/** The hub that is meant. */
export async function remoteFor(
  options: RemoteOptions,
  { env }: Pick<Terminal, 'env'>,
): Promise<Remote> {
  const url = options.url ?? (options.demo || options.data ? undefined : env.BLUEBELL_URL);
  if (url) return Remote.at(url, options.token ?? (env.BLUEBELL_TOKEN || undefined));
  return Remote.ofFolder(folderOf(options, { env }));
}

function answerTo(sent: ClientRequest, body: string, name: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      readAll(response, name).then(
        (text) =>
          resolve({
            status: response.statusCode ?? 0,
            type: (response.headers['content-type'] ?? '').replace(/;.*/, '').trim(),
            text,
          }),
        reject,
      );
    });
    sent.end(body);
  });
}

async function readAll(response: IncomingMessage, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_ANSWER) throw new CommandError(`${name} answers without end`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

// Takes requests from wherever they come, and gives what is to be answered.

import { BleError, type Log } from '@bluebell/ble/core';
import { errorText } from '../error-text.ts';
import type { Given } from './given.ts';
import type { RequestPorts } from './ports.ts';
import { RequestError, type RequestKind, type RequestScope } from './request.ts';
import { REQUESTS } from './table.ts';

/** What is answered, ready for JSON. */
export type RequestAnswer =
  | { readonly status: 'ok'; readonly data: unknown; readonly transaction?: unknown }
  | {
      readonly status: 'error';
      /** A sentence that a user can act on. */
      readonly error: string;
      /** Stable: `BAD_ARGUMENTS`, `UNKNOWN_DEVICE`, `CONFIG` … */
      readonly code: string;
      readonly transaction?: unknown;
    };

/** Does requests. */
export interface Requests {
  /** Who does it; `undefined` for what is no request. */
  scopeOf(name: string): RequestScope | undefined;
  /** Never rejects. */
  answer(name: string, given: Given): Promise<RequestAnswer>;
}

/** More than this many at once: who asks faster than the disk writes is refused. */
const MOST_AT_ONCE = 64;

const BY_NAME: ReadonlyMap<string, RequestKind> = new Map(
  REQUESTS.map((request) => [request.name, request]),
);

/** Does the requests of the table. */
export class RequestDesk implements Requests {
  readonly #ports: RequestPorts;
  readonly #log: Log;
  #underWay = 0;

  constructor(ports: RequestPorts, log: Log) {
    this.#ports = ports;
    this.#log = log;
  }

  scopeOf(name: string): RequestScope | undefined {
    return BY_NAME.get(name)?.scope;
  }

  async answer(name: string, { args, ...echo }: Given): Promise<RequestAnswer> {
    this.#underWay++;
    try {
      const data = (await this.#run(name, args)) ?? null;
      return { status: 'ok', data, ...echo };
    } catch (error) {
      return { status: 'error', ...this.#troubleOf(name, error), ...echo };
    } finally {
      this.#underWay--;
    }
  }

  async #run(name: string, args: Given['args']): Promise<unknown> {
    const request = BY_NAME.get(name);
    if (!request) {
      const known = REQUESTS.map((one) => one.name).join(', ');
      throw new RequestError('UNKNOWN_REQUEST', `there is no such request; there are ${known}`);
    }
    if (this.#underWay > MOST_AT_ONCE) {
      throw new RequestError('TOO_MANY_REQUESTS', 'too many requests at once: wait for answers');
    }
    return request.run(objectOf(request, args), this.#ports);
  }

  /** What is not ours to explain is in the log, with the name of the request and nothing that was sent. */
  #troubleOf(name: string, error: unknown): { readonly error: string; readonly code: string } {
    if (error instanceof BleError) return { error: error.message, code: error.code };
    const message = errorText(error);
    this.#log.error('REQUEST_FAILED', `${name}: ${message}`);
    return { error: 'this should not happen: the log of the hub says more', code: 'FAILED' };
  }
}

function objectOf({ name, short }: RequestKind, args: Given['args']): unknown {
  if (typeof args !== 'string') return args;
  if (short !== undefined) return { [short]: args };
  throw new RequestError('BAD_ARGUMENTS', `${name} takes a JSON object, not a text`);
}

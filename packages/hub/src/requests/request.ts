// What a request is: one of the things that users ask of a running hub, by MQTT, HTTP or command line.

import { BleError } from '@bluebell/ble/core';
import type { z } from 'zod';
import type { RequestPorts } from './ports.ts';

/** Which hubs do it, where several share a broker and all hear it on `<base>/bridge/request/…`. */
export type RequestScope =
  /** The leading one alone: what reads, or is about one hub. */
  | 'leader'
  /** All, since all need to know, such as a key; the leading one answers. */
  | 'every';

/** What users see of a request in its documentation. */
export interface RequestExample {
  readonly send: string;
  readonly answers: string;
}

/** One request. */
export interface RequestKind {
  /** As in the topic, with `/` between its parts: `device/rename`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly scope: RequestScope;
  readonly args: z.ZodObject;
  /** The argument that is meant where a plain text is sent in the place of an object. */
  readonly short: string | undefined;
  readonly examples: readonly RequestExample[];
  /** Checks what was sent, and does it. What it gives is `data` of the answer. @throws BleError */
  readonly run: (args: unknown, ports: RequestPorts) => Promise<unknown>;
}

interface Declaration<Args extends z.ZodObject>
  extends Omit<RequestKind, 'args' | 'short' | 'run'> {
  readonly args: Args;
  readonly short?: (keyof z.output<Args> & string) | undefined;
  readonly run: (args: z.output<Args>, ports: RequestPorts) => unknown;
}

/** Declares one. Its arguments are a `z.strictObject`: what is not in it is refused by name. */
export function defineRequest<Args extends z.ZodObject>(
  declaration: Declaration<Args>,
): RequestKind {
  const { args, short, run, ...rest } = declaration;
  return {
    ...rest,
    args,
    short,
    run: async (given, ports) => run(checked(args, given), ports),
  };
}

/** Something a user can mend: it becomes `error` and `code` of the answer. */
export class RequestError extends BleError {
  /** Stable: programs compare it. */
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Why a request was refused. */
export type RequestErrorCode =
  | 'UNKNOWN_REQUEST'
  | 'BAD_ARGUMENTS'
  | 'UNKNOWN_DEVICE'
  | 'NOT_AVAILABLE'
  | 'TOO_MANY_REQUESTS';

/** @throws {RequestError} what is wrong with it, each with its path. */
function checked<Args extends z.ZodObject>(args: Args, given: unknown): z.output<Args> {
  const result = args.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 5).map(problemOf);
  throw new RequestError('BAD_ARGUMENTS', problems.join('; '));
}

function problemOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((name) => JSON.stringify(name.slice(0, 64))).join(', ');
    return `${path === '' ? '' : `${path}: `}unknown field ${names}`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${path} is missing`;
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

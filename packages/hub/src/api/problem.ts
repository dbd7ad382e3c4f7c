// What went wrong with a request by HTTP, as RFC 9457 has it.

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldProblem } from './shapes/index.ts';

/** What is told of it. */
export interface Problem {
  readonly status: ContentfulStatusCode;
  /** Stable: programs compare it. */
  readonly code: string;
  /** A sentence that a user can act on. */
  readonly detail: string;
  /** What is wrong with single fields. */
  readonly errors?: readonly FieldProblem[] | undefined;
}

/** The words of a status. RFC 9110, 15. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be done',
  429: 'Too many requests',
  500: 'Failed',
  501: 'Not available',
  503: 'Not ready',
};

/** The answer for it. */
export function problem(context: Context, { status, code, detail, errors }: Problem): Response {
  const document = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Failed',
    status,
    detail,
    instance: context.req.path.slice(0, 256),
    code,
    ...(errors && { errors }),
  };
  return context.body(JSON.stringify(document), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

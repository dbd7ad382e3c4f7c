// What an endpoint is: a row of the table that routes, the OpenAPI document and docs/api.md are made from.

import type * as z from 'zod';
import type { Scope } from '../shapes/index.ts';
import type { ApiPorts } from './ports.ts';
import type { Outcome } from './reply.ts';

/** The verbs that there are. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What came with a request, checked. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly ports: ApiPorts;
  /** A header by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** Who asks, to tell the keys of one from those of another. */
  readonly caller: string;
}

/** What users see of an endpoint. */
interface Words {
  readonly method: Method;
  /** Below `/api/v1`, as OpenAPI writes it: `/devices/{id}`. */
  readonly path: string;
  /** What a visitor must be allowed to do; `none`: asked before anybody is let in. */
  readonly scope: Scope | 'none';
  /** A group of the documentation. */
  readonly tag: string;
  /** One sentence. */
  readonly summary: string;
  /** A parameter of the path that may hold slashes. */
  readonly slashes?: string;
  /** What an answer is where it is no JSON: `text/csv`. */
  readonly media?: string;
  /** Headers that mean something here. */
  readonly headers?: readonly ('If-Match' | 'Idempotency-Key')[];
  /** How a body is taken. Default: as JSON. */
  readonly takes?: 'json' | 'text';
  /** The status of success. Default: 200. */
  readonly status?: 200 | 201 | 101;
}

/** One endpoint. Without `answer`, it is served elsewhere, and stands here for the documents alone. */
export interface Endpoint extends Words {
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  /** Of success. */
  readonly response: z.ZodType | undefined;
  readonly answer: ((call: Call<unknown, unknown, unknown>) => Promise<Outcome>) | undefined;
}

interface Declaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Response extends z.ZodType,
> extends Words {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response?: Response;
  readonly run?: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Outcome<Frozen<z.input<Response>>> | Promise<Outcome<Frozen<z.input<Response>>>>;
}

/** As answers are made: nobody changes them. */
type Frozen<T> = T extends object ? { readonly [Name in keyof T]: Frozen<T[Name]> } : T;

/** Declares one. What is not declared is refused before `run` sees it. */
export function defineEndpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(declaration: Declaration<Params, Query, Body, Response>): Endpoint {
  const { params, query, body, response, run, ...words } = declaration;
  return {
    ...words,
    params,
    query,
    body,
    response,
    answer:
      run &&
      // The cast holds: the dispatcher has checked each part by the very schema that its type comes from.
      (async (call) => run(call as Call<z.output<Params>, z.output<Query>, z.output<Body>>)),
  };
}

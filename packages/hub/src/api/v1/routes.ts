// Routes from the table: what came is checked, the endpoint runs, and what it gives is sent.

import { BleError } from '@bluebell/ble/core';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { AppParts } from '../app.ts';
import { type Guest, mayDo } from '../guest.ts';
import { problem } from '../problem.ts';
import type { FieldProblem } from '../shapes/index.ts';
import type { Endpoint } from './endpoint.ts';
import { statusFor } from './find.ts';
import { IdempotentAnswers } from './idempotent-answers.ts';
import { readJson } from './json-body.ts';
import { KeyVerifier } from './key-verifier.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError, Download, etagOf, Reply } from './reply.ts';
import { ENDPOINTS } from './table.ts';

/** What is wrong with more fields than these is not told. */
const MOST_ERRORS = 50;

/** What the server hands over with each request. */
interface Handed {
  readonly Bindings: { readonly guest: Guest };
}
type ApiContext = Context<Handed>;

/** One set of them for all ways into a hub, so that what one remembers, all do. */
const portsOf = new WeakMap<AppParts, ApiPorts>();

/** All that are served here. */
export function v1Routes(parts: AppParts) {
  const { overview, requests, dispatcher, clock, log, api = {} } = parts;
  const ports = portsOf.get(parts) ?? {
    ...api,
    overview,
    requests,
    dispatcher,
    clock,
    log,
    keys: new KeyVerifier(api.hub),
    answered: new IdempotentAnswers(clock),
  };
  portsOf.set(parts, ports);
  const app = new Hono<Handed>().basePath('/api/v1');
  const served = ENDPOINTS.filter(({ answer }) => answer);
  const paths = new Map<string, Endpoint[]>();
  for (const endpoint of served) {
    const path = honoPath(endpoint);
    paths.set(path, [...(paths.get(path) ?? []), endpoint]);
    app.on(endpoint.method, path, (context) => respond(endpoint, context, ports));
  }
  for (const [path, endpoints] of paths) {
    app.all(path, (context) => {
      context.header('Allow', endpoints.map(({ method }) => method).join(', '));
      const detail = 'This can be asked in other ways only: see Allow.';
      return problem(context, { status: 405, code: 'METHOD_NOT_ALLOWED', detail });
    });
  }
  app.notFound((context) =>
    problem(context, { status: 404, code: 'NOT_FOUND', detail: 'There is no such address.' }),
  );
  app.onError((error, context) => {
    const { method, path } = context.req;
    log.error('WEB_FAILED', `${method} ${path}: ${error.message}`);
    const detail = 'This should not happen: the log of the hub says more.';
    return problem(context, { status: 500, code: 'FAILED', detail });
  });
  return app;
}

let document: { readonly text: string; readonly etag: string } | undefined;

/** The OpenAPI document: made once, when somebody first asks. */
export async function documentResponse(context: Context, version: string): Promise<Response> {
  const { openApi } = await import('./open-api.ts');
  if (!document) {
    const text = JSON.stringify(openApi(version));
    document = { text, etag: etagOf(text) };
  }
  const headers = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache',
    ETag: document.etag,
  };
  if (context.req.header('if-none-match') === document.etag)
    return context.body(null, 304, headers);
  return context.body(document.text, 200, headers);
}

/** `/requests/{name}` as Hono writes it. */
function honoPath({ path, slashes }: Endpoint): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === slashes ? `:${name}{.+}` : `:${name}`,
  );
}

async function respond(
  endpoint: Endpoint,
  context: ApiContext,
  ports: ApiPorts,
): Promise<Response> {
  try {
    const { guest } = context.env;
    if (endpoint.scope !== 'none' && !mayDo(guest, endpoint.scope)) {
      const detail = `This needs the scope ${endpoint.scope}.`;
      throw new ApiError(403, 'SCOPE', detail);
    }
    const outcome = await endpoint.answer?.({
      params: checked(endpoint.params, context.req.param(), 404, 'NOT_FOUND'),
      query: checked(endpoint.query ?? NOTHING, queryOf(context), 400, 'BAD_QUERY'),
      body: await bodyOf(endpoint, context),
      ports,
      header: (name) => context.req.header(name),
      caller: `${guest.kind} ${guest.user ?? ''}`,
    });
    return await sent(endpoint, outcome, context);
  } catch (error) {
    return refused(error, context);
  }
}

const NOTHING = z.strictObject({});

async function sent(endpoint: Endpoint, outcome: unknown, context: Context): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  if (outcome instanceof Download) {
    const { stream, fileName, bytes } = outcome;
    context.header(
      'Content-Type',
      `${endpoint.media}${endpoint.media === 'text/csv' ? '; charset=utf-8' : ''}`,
    );
    context.header('Content-Disposition', `attachment; filename="${fileName}"`);
    if (bytes !== undefined) context.header('Content-Length', String(bytes));
    if (context.req.method !== 'HEAD') return context.body(stream);
    // Nobody would fetch it, and what it reads from would stay open.
    await stream.cancel();
    return context.body(null);
  }
  const reply = outcome instanceof Reply ? outcome : new Reply(outcome);
  if (reply.etag !== undefined) context.header('ETag', reply.etag);
  return context.body(JSON.stringify(reply.value), endpoint.status === 201 ? 201 : 200, {
    'Content-Type': 'application/json',
  });
}

/** Errors of the hub are told with their codes; all others are ours, and go to the log. */
function refused(error: unknown, context: Context): Response {
  if (error instanceof ApiError) {
    const { status, code, message: detail, errors } = error;
    return problem(context, { status, code, detail, errors });
  }
  if (!(error instanceof BleError)) throw error;
  return problem(context, {
    status: statusFor(error.code),
    code: error.code,
    detail: error.message,
  });
}

/** @throws {ApiError} one is given twice. */
function queryOf(context: Context): Readonly<Record<string, string>> {
  const all = context.req.queries();
  return Object.fromEntries(
    Object.entries(all).map(([name, values]) => {
      if (values.length === 1) return [name, values[0] ?? ''];
      const errors = [{ path: [name.slice(0, 64)], message: 'is given twice' }];
      throw new ApiError(400, 'BAD_QUERY', `${name.slice(0, 64)} is given twice.`, errors);
    }),
  );
}

async function bodyOf(endpoint: Endpoint, context: Context): Promise<unknown> {
  const { body, takes = 'json' } = endpoint;
  if (!body) return undefined;
  const text = await context.req.text();
  if (takes === 'text') return text;
  if (text.trim() === '') return checked(body, undefined, 400, 'BAD_BODY');
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new ApiError(415, 'NOT_JSON', 'Send JSON, with Content-Type: application/json.');
  }
  const read = readJson(text);
  if (read.kind === 'value') return checked(body, read.value, 400, 'BAD_BODY');
  const { line, column } = read;
  const message = `is no JSON from line ${line}, column ${column} on`;
  throw new ApiError(400, 'MALFORMED_JSON', `The body ${message}.`, [
    { path: [], message, line, column },
  ]);
}

/** @throws {ApiError} what is wrong with each field, and nothing of what was sent. */
function checked(
  schema: z.ZodType | undefined,
  given: unknown,
  status: 400 | 404,
  code: string,
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(problemsOf).slice(0, MOST_ERRORS);
  const [first] = errors;
  const where = first?.path.join('.') ?? '';
  const detail = `${where === '' ? 'The body' : where} ${first?.message ?? 'is wrong'}.`;
  throw new ApiError(status, code, detail, errors);
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map((part) =>
    typeof part === 'number' ? part : String(part).slice(0, 64),
  );
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_ERRORS).map((name) => ({
      path: [...path, name.slice(0, 64)],
      message: 'is no field that is known here',
    }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ path, message: 'is missing' }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return closest.flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  }
  return [{ path, message: issue.message }];
}

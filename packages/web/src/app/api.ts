// Calls of the hub's HTTP API. Whatever goes wrong is an `ApiProblem`; who must log in is asked to, and the call goes on.

import type { FieldProblem, Session } from '@bluebell/hub/api';
import { loginGate } from './login-gate.ts';

/** The hub refused, or could not be reached (`status` 0). `message` is a sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable: compare with it. `OFFLINE` where no answer came. */
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  /** Seconds after which it may be tried again, where the hub says so. */
  readonly retryAfterS: number | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: readonly FieldProblem[] = [],
    retryAfterS?: number,
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterS = retryAfterS;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What may be said beside the body. */
export interface CallOptions {
  /** The ETag of what is to be changed. */
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

interface Call extends CallOptions {
  readonly body?: unknown;
}

/** An answer, and its ETag where it has one. */
export interface Answer<T> {
  readonly data: T;
  readonly etag: string | undefined;
}

const HEADER_OF_PAGE = { 'X-Requested-With': 'bluebell' };
let csrf: string | undefined;

/** Where the API has `path`: `devices` or `api/v1/devices`. */
export function apiUrl(path: string): string {
  const bare = path.replace(/^\/?(?:api\/v1\/)?/, '');
  return new URL(path.startsWith('api/openapi') ? path : `api/v1/${bare}`, document.baseURI).href;
}

/** What goes back to the hub with all that changes something. */
export function setCsrf(session: Session | undefined): void {
  csrf = session?.csrf;
}

async function send(method: Method, path: string, call: Call): Promise<Response> {
  const headers: Record<string, string> = { ...HEADER_OF_PAGE, Accept: 'application/json, */*' };
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  if (call.ifMatch !== undefined) headers['If-Match'] = call.ifMatch;
  if (call.idempotencyKey !== undefined) headers['Idempotency-Key'] = call.idempotencyKey;
  if (method !== 'GET' && csrf !== undefined) headers['X-CSRF-Token'] = csrf;
  const response = await fetch(apiUrl(path), {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.signal ? { signal: call.signal } : {}),
  }).catch((error: unknown) => {
    if (call.signal?.aborted) throw error;
    throw new ApiProblem(0, 'OFFLINE', 'The hub did not answer. It may be starting again.');
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

function retryAfterOf(response: Response): number | undefined {
  const text = response.headers.get('retry-after');
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  // What is not a problem document has none of these members: all are looked at before they are used.
  const { code, detail, title, errors } = (body ?? {}) as Record<string, unknown>;
  const words = [detail, title].find((word) => typeof word === 'string' && word !== '');
  return new ApiProblem(
    response.status,
    typeof code === 'string' ? code : `HTTP_${response.status}`,
    typeof words === 'string' ? words : `The hub answered with ${response.status}.`,
    // The hub's own shape: it is checked there against its schema.
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    retryAfterOf(response),
  );
}

/** Sends, and repeats once after a login or with a fresh CSRF token. */
async function ask(method: Method, path: string, call: Call): Promise<Response> {
  try {
    return await send(method, path, call);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 401 && !isAboutSession(path)) {
      await loginGate.pass();
    } else if (error.status === 403 && error.code === 'CSRF') {
      await fetchSession();
    } else {
      throw error;
    }
    return send(method, path, call);
  }
}

/** Asks who we are, and keeps the CSRF token. */
export async function fetchSession(): Promise<Session> {
  const response = await send('GET', 'session', {});
  // The hub's own shape: it is checked there against its schema.
  const session = (await response.json()) as Session;
  setCsrf(session);
  return session;
}

function isAboutSession(path: string): boolean {
  return /^\/?(?:api\/v1\/)?session$/.test(path);
}

async function request<T>(method: Method, path: string, call: Call = {}): Promise<Answer<T>> {
  const response = await ask(method, path, call);
  const text = await response.text();
  let data: unknown;
  try {
    data = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new ApiProblem(response.status, 'NO_JSON', 'Something other than the hub answered.');
  }
  if (isAboutSession(path) && typeof data === 'object' && data !== null) {
    setCsrf(data as Session); // The hub's own shape, as above.
  }
  // The hub's own shape, by the caller's word.
  return { data: data as T, etag: response.headers.get('etag') ?? undefined };
}

/** The API. Paths are those below `api/v1/`; each call rejects with an `ApiProblem`. */
export const api = {
  url: apiUrl,
  request,
  get: async <T>(path: string, options?: CallOptions) =>
    (await request<T>('GET', path, options)).data,
  post: async <T>(path: string, body?: unknown, options?: CallOptions) =>
    (await request<T>('POST', path, { ...options, body })).data,
  put: async <T>(path: string, body?: unknown, options?: CallOptions) =>
    (await request<T>('PUT', path, { ...options, body })).data,
  patch: async <T>(path: string, body?: unknown, options?: CallOptions) =>
    (await request<T>('PATCH', path, { ...options, body })).data,
  delete: async <T>(path: string, options?: CallOptions) =>
    (await request<T>('DELETE', path, options)).data,
  /** The answer as text, such as CSV. */
  text: async (path: string, options?: CallOptions) =>
    (await ask('GET', path, options ?? {})).text(),
};

// The body of a request, as JSON of a shape.

import type { Context } from 'hono';
import type * as z from 'zod';
import { parsedJson } from '../parsed-json.ts';
import { problem } from './problem.ts';

/** What came, or what to answer where it is not of the shape. */
export type JsonBody<T> = { readonly value: T } | { readonly refusal: Response };

/**
 * Reads it. It must say that it is JSON: a form of another page can send anything else without asking.
 */
export async function jsonOf<T extends z.ZodType>(
  context: Context,
  shape: T,
): Promise<JsonBody<z.output<T>>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    const detail = 'The body must be JSON, with Content-Type: application/json.';
    return { refusal: problem(context, { status: 415, code: 'NOT_JSON', detail }) };
  }
  const json = parsedJson(await context.req.text());
  if (json === undefined) {
    const detail = 'The body is no JSON.';
    return { refusal: problem(context, { status: 400, code: 'NOT_JSON', detail }) };
  }
  const checked = shape.safeParse(json);
  if (checked.success) return { value: checked.data };
  const errors = checked.error.issues.slice(0, 20).map(({ path, message }) => ({
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    message,
  }));
  const detail = 'The body is not what this takes.';
  return { refusal: problem(context, { status: 422, code: 'BAD_ARGUMENTS', detail, errors }) };
}

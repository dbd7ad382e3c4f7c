// What endpoints answer: a value, a value with headers, a download, or why not.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldProblem } from '../shapes/index.ts';

/** A value with more to say of it. */
export class Reply<T = unknown> {
  readonly value: T;
  readonly etag: string | undefined;

  constructor(value: T, { etag }: { readonly etag?: string | undefined } = {}) {
    this.value = value;
    this.etag = etag;
  }
}

/** Something that is no JSON, as it comes. */
export class Download {
  readonly stream: ReadableStream<Uint8Array>;
  /** What browsers save it as: letters, digits, `.`, `_` and `-` alone. */
  readonly fileName: string;
  readonly bytes: number | undefined;

  constructor(
    stream: ReadableStream<Uint8Array>,
    fileName: string,
    { bytes }: { readonly bytes?: number } = {},
  ) {
    this.stream = stream;
    this.fileName = fileName.replace(/[^\w.-]/g, '_');
    this.bytes = bytes;
  }
}

/** What an endpoint gives. */
export type Outcome<T = unknown> = T | Reply<T> | Download;

/** Something the visitor can mend. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly errors: readonly FieldProblem[] | undefined;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    errors?: readonly FieldProblem[],
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** A part of the hub, if it is there. @param what as a sentence begins: `History`. @throws {ApiError} */
export function present<T>(part: T | undefined, what: string): T {
  if (part !== undefined) return part;
  throw new ApiError(501, 'NOT_AVAILABLE', `${what} is not there in this hub`);
}

/** A tag for whatever a text says. FNV-1a, twice with other seeds: it tells versions apart, and keeps no secret. */
export function etagOf(text: string): string {
  const half = (seed: number) => {
    let hash = seed;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return `"${half(0x811c9dc5)}${half(0x01234567)}"`;
}

/** @throws {ApiError} somebody else changed it since the sender looked. RFC 9110, 13.1.1. */
export function requireMatch(given: string | undefined, etag: string): void {
  if (given === undefined || given.trim() === '*') return;
  if (given.split(',').some((tag) => tag.trim() === etag)) return;
  throw new ApiError(412, 'CHANGED_MEANWHILE', 'It was changed meanwhile: look at it again first.');
}

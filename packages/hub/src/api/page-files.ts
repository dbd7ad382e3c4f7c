// Sends the files of the dashboard to browsers. They hold nothing secret: who may see more is asked by the API.

import type { Context, MiddlewareHandler } from 'hono';
import {
  buildMark,
  CODINGS,
  type Coding,
  listPage,
  type PageFile,
  type PageListing,
  readPart,
} from './page-listing.ts';
import { problem } from './problem.ts';
import { PAGE_POLICY } from './security-headers.ts';

const YEAR_S = 31_536_000;

const CACHING = {
  hashed: `public, max-age=${YEAR_S}, immutable`,
  other: 'no-cache',
} as const;

/** A folder with a page in it, or none yet. */
export class PageFiles {
  readonly #folder: string;
  #mark: string | undefined;
  #listing: PageListing | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at an address, without the slash before it; the first page at none. */
  async find(address: string): Promise<PageFile | undefined> {
    const name = address === '' ? 'index.html' : address;
    // Looked at anew with each visit of the page, so that one that was built meanwhile is found.
    if (name === 'index.html' || this.#mark === undefined) await this.#look();
    return this.#listing?.get(name);
  }

  async #look(): Promise<void> {
    const mark = await buildMark(this.#folder);
    if (mark === this.#mark) return;
    this.#listing = await listPage(this.#folder);
    this.#mark = mark;
  }
}

/** Answers where there is such a file, and leaves everything else to the routes behind it. */
export function pageFiles(folder: string): MiddlewareHandler {
  const files = new PageFiles(folder);
  return async (context, next) => {
    const file = await files.find(addressOf(context));
    if (!file) return next();
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      context.header('Allow', 'GET, HEAD');
      const detail = 'A file of the page can only be read.';
      return problem(context, { status: 405, code: 'METHOD_NOT_ALLOWED', detail });
    }
    return (await send(context, file)) ?? next();
  };
}

/** As it was asked for: nothing in it is decoded, so what is encoded is no file of ours. */
function addressOf(context: Context): string {
  return /^[a-z]+:\/\/[^/]*\/([^?#]*)/i.exec(context.req.url)?.[1] ?? '';
}

async function send(context: Context, file: PageFile): Promise<Response | undefined> {
  const coding = codingFor(context.req.header('accept-encoding'), file.codings);
  const part = await readPart(file, coding);
  if (!part) return undefined;
  const { bytes, etag } = part;
  const headers: Record<string, string> = {
    'Cache-Control': file.isHashed ? CACHING.hashed : CACHING.other,
    ETag: etag,
    Vary: 'Accept-Encoding',
    // Scripts too: what the service worker may ask for is said by its own file.
    ...(/^text\/(?:html|javascript)/.test(file.type) && { 'Content-Security-Policy': PAGE_POLICY }),
  };
  if (isKnown(context.req.header('if-none-match'), etag)) return context.body(null, 304, headers);
  return context.body(new Uint8Array(bytes), 200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': String(bytes.length),
    ...(coding && { 'Content-Encoding': coding }),
  });
}

/** The best that the browser takes and that there is. RFC 9110, 12.5.3; that a coding has less weight does not matter. */
function codingFor(accepted = '', there: readonly Coding[]): Coding | undefined {
  const taken = new Map(
    accepted.split(',', 16).map((entry) => {
      const [name = '', ...parameters] = entry.split(';', 4).map((part) => part.trim());
      const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/i.test(parameter));
      return [name.toLowerCase(), !isRefused];
    }),
  );
  const mayHave = (coding: Coding) => taken.get(coding) ?? taken.get('*') ?? false;
  return CODINGS.map(([coding]) => coding).find(
    (coding) => there.includes(coding) && mayHave(coding),
  );
}

/** RFC 9110, 13.1.2: a proxy may have made it a weak one. */
function isKnown(shown: string | undefined, etag: string): boolean {
  const known = shown?.split(',', 16).map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return known.includes(etag) || known.includes('*');
}

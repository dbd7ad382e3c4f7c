// The URL of an Eddystone beacon: what occurs in most URLs takes one byte.
// https://github.com/google/eddystone/tree/master/eddystone-url

import { type Field, field } from '@bluebell/ble/codec';
import { DecodeError, UsageError } from '@bluebell/ble/core';

/** By the first byte. */
const SCHEMES = ['http://www.', 'https://www.', 'http://', 'https://'];

/** By any other byte below 0x0e; longer ones first, so that writing finds the longest. */
const EXPANSIONS = [
  '.com/',
  '.org/',
  '.edu/',
  '.net/',
  '.info/',
  '.biz/',
  '.gov/',
  '.com',
  '.org',
  '.edu',
  '.net',
  '.info',
  '.biz',
  '.gov',
];

const FIRST_CHARACTER = 0x21;
const LAST_CHARACTER = 0x7e;

/** A URL to the end of the bytes. */
export const eddystoneUrl: Field<string> = field(
  undefined,
  (from) => {
    let url = SCHEMES[from.u8()];
    if (url === undefined) throw new DecodeError('no URL scheme', from.offset - 1);
    while (from.left > 0) {
      const code = from.u8();
      const part = EXPANSIONS[code] ?? characterOf(code);
      if (part === undefined) throw new DecodeError(`${code} is no part of a URL`, from.offset - 1);
      url += part;
    }
    return url;
  },
  (to, url) => {
    const scheme = SCHEMES.findIndex((text) => url.startsWith(text));
    if (scheme < 0) throw new UsageError(`'${url}' begins with none of ${SCHEMES.join(', ')}`);
    to.uint(scheme, 1);
    let left = url.slice(SCHEMES[scheme]?.length);
    while (left !== '') {
      const expansion = EXPANSIONS.findIndex((text) => left.startsWith(text));
      to.uint(expansion < 0 ? codeOf(left) : expansion, 1);
      left = left.slice(EXPANSIONS[expansion]?.length ?? 1);
    }
  },
);

function characterOf(code: number): string | undefined {
  const isGraphic = code >= FIRST_CHARACTER && code <= LAST_CHARACTER;
  return isGraphic ? String.fromCharCode(code) : undefined;
}

function codeOf(text: string): number {
  const code = text.charCodeAt(0);
  if (characterOf(code) === undefined) throw new UsageError(`a URL cannot hold '${text[0]}'`);
  return code;
}

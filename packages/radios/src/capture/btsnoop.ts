// btsnoop, version 1: what Android, BlueZ and this package write. Derived from RFC 1761; all numbers
// are big-endian.

import { bytes, type Field, field, type Reader, struct, u32be } from '@bluebell/ble/codec';
import { DecodeError, toHex } from '@bluebell/ble/core';
import type { Link } from './heard.ts';
import { DATALINKS, unknownLink } from './links.ts';
import { type CaptureFile, type CaptureFormat, type CaptureRecord, MAX_PACKET } from './record.ts';

/** The only version there is. */
export const VERSION = 1;

/** `btsnoop`, then zero. */
export const MAGIC = new TextEncoder().encode('btsnoop\0');

/** What stands in front of the records. */
export const fileHeader = struct({ magic: bytes(8), version: u32be, datalink: u32be });

/** 1970 in microseconds since the year 0, which is what the format counts from: two words of it. */
const EPOCH = { high: 0x00dcddb3, low: 0x0f2f8000 } as const;
const WORD = 2 ** 32;

/** A time, milliseconds since 1970 on this side; on the other, microseconds since the year 0. */
const timestamp: Field<number> = field(
  8,
  (from) => {
    // Subtracted word by word: the whole does not fit the 53 bits of a number, the difference does.
    const high = from.u32be() - EPOCH.high;
    const low = from.u32be() - EPOCH.low;
    return (high * WORD + low) / 1000;
  },
  (to, timeMs) => {
    const microseconds = Math.round(timeMs * 1000);
    const carried = Math.floor(microseconds / WORD);
    const low = microseconds - carried * WORD + EPOCH.low;
    to.uintBe(EPOCH.high + carried + Math.floor(low / WORD), 4);
    to.uintBe(low % WORD, 4);
  },
);

/** What stands in front of each packet; the datalink tells what the flags mean. */
export function recordHeader<Flags>(flags: Field<Flags>) {
  return struct({
    originalLength: u32be,
    includedLength: u32be,
    flags,
    cumulativeDrops: u32be,
    timeMs: timestamp,
  });
}

const header = recordHeader(u32be);

/** As much of it as tells the size of a record. */
const lengths = struct({ originalLength: u32be, includedLength: u32be });

const RECORD_HEADER_SIZE = 24;

/** Version 1, with the datalinks that `links.ts` lists. */
export const btsnoop: CaptureFormat = {
  name: 'btsnoop',
  magics: [0x6274736e],
  headerSize: 16,
  open(header) {
    const { offset } = header;
    const { magic, version, datalink } = fileHeader.read(header);
    if (toHex(magic) !== toHex(MAGIC)) throw new DecodeError('no btsnoop header', offset);
    if (version !== VERSION) throw new DecodeError(`btsnoop version ${version}, not 1`, offset + 8);
    const link = DATALINKS.links[datalink];
    if (!link) throw unknownLink(DATALINKS, datalink, offset + 12);
    return new BtsnoopFile(link);
  },
};

class BtsnoopFile implements CaptureFile {
  readonly headSize = RECORD_HEADER_SIZE;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  sizeOf(head: Reader): number {
    const { offset } = head;
    const { originalLength, includedLength } = lengths.read(head);
    if (originalLength > MAX_PACKET || includedLength > originalLength) {
      throw new DecodeError(
        `a btsnoop record with ${includedLength} of ${originalLength} bytes, which cannot be`,
        offset,
      );
    }
    return RECORD_HEADER_SIZE + includedLength;
  }

  read(frame: Reader): CaptureRecord {
    const { flags, timeMs } = header.read(frame);
    return { timeMs, link: this.#link, source: 0, flags, data: frame.rest() };
  }
}

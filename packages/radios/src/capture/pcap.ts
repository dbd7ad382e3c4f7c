// pcap, version 2.4: what tcpdump and most sniffers write. Byte order and fraction of the second are
// the writer's choice, told by the magic.

import { bits, type Infer, type Reader, struct } from '@bluebell/ble/codec';
import { DecodeError } from '@bluebell/ble/core';
import { type ByteOrder, bigEndian, littleEndian } from './byte-order.ts';
import type { Link } from './heard.ts';
import { LINK_TYPES, unknownLink } from './links.ts';
import { type CaptureFile, type CaptureFormat, type CaptureRecord, MAX_PACKET } from './record.ts';

/** The structs of the format in one byte order. */
function layoutIn({ u16, u32 }: ByteOrder) {
  return {
    fileHeader: struct({
      magic: u32,
      majorVersion: u16,
      minorVersion: u16,
      timeZone: u32,
      timeAccuracy: u32,
      snapLength: u32,
      /** The upper half tells of check sequences, which no Bluetooth link has. */
      network: bits(u32, { linkType: 16, _: 16 }),
    }),
    recordHeader: struct({
      seconds: u32,
      fraction: u32,
      includedLength: u32,
      originalLength: u32,
    }),
  };
}

type Layout = ReturnType<typeof layoutIn>;

/** How this package writes it. */
export const littleEndianLayout = layoutIn(littleEndian);
const BIG = layoutIn(bigEndian);

/** What a file begins with whose times have microseconds, as a number in its writer's byte order. */
export const MICROSECONDS_MAGIC = 0xa1b2c3d4;

interface Variant {
  readonly layout: Layout;
  /** Fractions of a second that make a millisecond. */
  readonly fractionsPerMs: number;
}

/** By the magic, read most significant byte first. */
const VARIANTS: Readonly<Record<number, Variant>> = {
  2712847316: { layout: BIG, fractionsPerMs: 1000 },
  3569595041: { layout: littleEndianLayout, fractionsPerMs: 1000 },
  2712812621: { layout: BIG, fractionsPerMs: 1_000_000 },
  1295823521: { layout: littleEndianLayout, fractionsPerMs: 1_000_000 },
};

/** Version 2.4, with the link types that `links.ts` lists. */
export const pcap: CaptureFormat = {
  name: 'pcap',
  magics: Object.keys(VARIANTS).map(Number),
  headerSize: 24,
  open(header) {
    const { offset } = header;
    const variant = VARIANTS[header.u32be()];
    if (!variant) throw new DecodeError('no pcap header', offset);
    header.offset = offset;
    const { majorVersion, snapLength, network } = variant.layout.fileHeader.read(header);
    if (majorVersion !== 2) {
      throw new DecodeError(`pcap version ${majorVersion}, not 2`, offset + 4);
    }
    const link = LINK_TYPES.links[network.linkType];
    if (!link) throw unknownLink(LINK_TYPES, network.linkType, offset + 20);
    return new PcapFile(variant, snapLength, link);
  },
};

const RECORD_HEADER_SIZE = 16;

/** Writers are known to announce less than they then write; up to this it is let pass. */
const LEAST_SNAP_LENGTH = 0xffff;

class PcapFile implements CaptureFile {
  readonly headSize = RECORD_HEADER_SIZE;
  readonly #variant: Variant;
  readonly #longest: number;
  readonly #link: Link;

  constructor(variant: Variant, snapLength: number, link: Link) {
    this.#variant = variant;
    this.#longest =
      snapLength === 0 ? MAX_PACKET : Math.min(MAX_PACKET, Math.max(snapLength, LEAST_SNAP_LENGTH));
    this.#link = link;
  }

  sizeOf(head: Reader): number {
    const { offset } = head;
    const { includedLength, originalLength } = this.#header(head);
    const isBelievable = includedLength <= this.#longest && originalLength <= MAX_PACKET;
    if (!isBelievable || includedLength > originalLength) {
      throw new DecodeError(
        `a pcap record with ${includedLength} of ${originalLength} bytes, which cannot be`,
        offset,
      );
    }
    return RECORD_HEADER_SIZE + includedLength;
  }

  read(frame: Reader): CaptureRecord {
    const { seconds, fraction } = this.#header(frame);
    const timeMs = seconds * 1000 + fraction / this.#variant.fractionsPerMs;
    return { timeMs, link: this.#link, source: 0, flags: 0, data: frame.rest() };
  }

  #header(from: Reader): Infer<Layout['recordHeader']> {
    return this.#variant.layout.recordHeader.read(from);
  }
}

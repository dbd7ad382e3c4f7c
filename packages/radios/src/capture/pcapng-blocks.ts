// The blocks of pcapng that captures of Bluetooth need, declared in both byte orders. The format is
// draft-ietf-opsawg-pcapng; what follows cites its sections.

import { bits, type Infer, type Reader, struct, u8 } from '@bluebell/ble/codec';
import { type ByteOrder, bigEndian, littleEndian } from './byte-order.ts';

/** Types of blocks. All others are skipped. */
export const BlockType = {
  /** Reads the same in both byte orders, so that it is found before the order is known. */
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  /** Obsolete, yet still found. */
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

/** Options of an interface description that change how its packets read. 4.2 */
export const InterfaceOption = { timeResolution: 9, timeOffset: 14 } as const;

/** Ticks of a second as a power of ten, or of two. 4.2, if_tsresol */
export const timeResolution = bits(u8, { exponent: 7, isOfTwo: 1 });

/** Behind it no options are left. */
const END_OF_OPTIONS = 0;

function layoutIn({ u16, u32, i64 }: ByteOrder) {
  /** 4.3: in both byte orders the upper word comes first. */
  const ticks = struct({ high: u32, low: u32 });
  return {
    u16,
    u32,
    i64,
    /** 3.1: in front of every block. */
    head: struct({ type: u32, totalLength: u32 }),
    /** 4.1 */
    sectionHeader: struct({
      byteOrderMagic: u32,
      majorVersion: u16,
      minorVersion: u16,
      sectionLength: i64,
    }),
    /** 4.2 */
    interfaceDescription: struct({ linkType: u16, reserved: u16, snapLength: u32 }),
    /** 4.3 */
    enhancedPacket: struct({
      interfaceId: u32,
      ticks,
      capturedLength: u32,
      originalLength: u32,
    }),
    /** 4.4 */
    simplePacket: struct({ originalLength: u32 }),
    /** Appendix A */
    packet: struct({
      interfaceId: u16,
      dropsCount: u16,
      ticks,
      capturedLength: u32,
      originalLength: u32,
    }),
  };
}

/** Fields and blocks in one byte order. */
export type Layout = ReturnType<typeof layoutIn>;

/** A time in two words, since a number would not hold nanoseconds of our days. */
export type Ticks = Infer<Layout['enhancedPacket']>['ticks'];

/** By the byte-order magic of a section, read least significant byte first. 4.1 */
export const LAYOUTS: Readonly<Record<number, Layout>> = {
  439041101: layoutIn(littleEndian),
  1295788826: layoutIn(bigEndian),
};

/** Walks options: `visit` finds the reader at the value of one, its end at the end of it. 3.5 */
export function walkOptions(
  from: Reader,
  { u16 }: Layout,
  visit: (code: number, value: Reader) => void,
): void {
  const { end } = from;
  while (from.left > 0) {
    const code = u16.read(from);
    if (code === END_OF_OPTIONS) return;
    const length = u16.read(from);
    const start = from.skip(length);
    from.offset = start;
    from.end = start + length;
    visit(code, from);
    from.offset = start + length;
    from.end = end;
    from.skip(Math.min(paddingBehind(length), from.left));
  }
}

/** Bytes that fill up to a multiple of four. */
function paddingBehind(length: number): number {
  return (4 - (length % 4)) % 4;
}

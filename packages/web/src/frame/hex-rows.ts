// Bytes in rows as people read them, and which part of a frame each belongs to.

/** A part of a frame, as the hub takes it apart. */
export interface FramePart {
  readonly offset: number;
  readonly length: number;
  readonly name: string;
  readonly value: string;
  readonly depth: number;
  readonly note?: string | undefined;
}

/** Bytes in a row. */
export const ROW_LENGTH = 16;

/** One byte: its place and its two digits. */
export interface HexByte {
  readonly at: number;
  readonly text: string;
}

/** A row of bytes, and where it begins: `0x0010`. */
export interface HexRow {
  readonly offset: string;
  readonly bytes: readonly HexByte[];
}

/** Cuts hex digits into rows; a digit without a partner is left out. */
export function hexRows(hex: string): readonly HexRow[] {
  const bytes = Array.from({ length: Math.floor(hex.length / 2) }, (_, at): HexByte => {
    return { at, text: hex.slice(2 * at, 2 * at + 2) };
  });
  return Array.from({ length: Math.ceil(bytes.length / ROW_LENGTH) }, (_, row) => ({
    offset: `0x${(row * ROW_LENGTH).toString(16).padStart(4, '0')}`,
    bytes: bytes.slice(row * ROW_LENGTH, (row + 1) * ROW_LENGTH),
  }));
}

/** Whether a byte is of a part. */
export function isOf(at: number, part: FramePart | undefined): boolean {
  return part !== undefined && at >= part.offset && at < part.offset + part.length;
}

/** The place of the innermost part that a byte is of; -1 where there is none. */
export function innermost(parts: readonly FramePart[], at: number): number {
  return parts.reduce((found, part, index) => {
    const isInner = isOf(at, part) && part.depth >= (parts[found]?.depth ?? -1);
    return isInner ? index : found;
  }, -1);
}

/** Which AD structure a byte is of, counted from 0: neighbours are drawn apart by it. */
export function structureOf(parts: readonly FramePart[], at: number): number {
  return parts.filter(({ depth }) => depth === 0).findIndex((part) => isOf(at, part));
}

/** Hex with a space between bytes, to be copied. */
export function spaced(hex: string): string {
  return hex.replace(/..(?=.)/g, '$& ');
}

/** A frame as lines of text, to be copied with what it means. */
export function framesText(parts: readonly FramePart[]): string {
  return parts
    .map(({ offset, length, name, value, depth, note }) => {
      const about = note === undefined ? '' : ` (${note})`;
      return `${String(offset).padStart(4)} +${length} ${'  '.repeat(depth)}${name}: ${value}${about}`;
    })
    .join('\n');
}

// One packet as a capture file holds it, and what reads a file of one format.

import type { Reader } from '@bluebell/ble/codec';
import type { Link } from './heard.ts';

/** One packet of a capture. */
export interface CaptureRecord {
  /** When it was caught, milliseconds since 1970 UTC; fractions are kept. */
  readonly timeMs: number;
  /** Takes off what the capture has put around the packet. */
  readonly link: Link;
  /** Where it was caught: packets are joined with others of the same source alone. */
  readonly source: number;
  /** What btsnoop says beside the bytes; 0 in other formats. */
  readonly flags: number;
  /** The bytes, as a view of those that were read. */
  readonly data: Uint8Array;
}

/** Reads one file. It is cut into frames: records, blocks, whatever the format calls them. */
export interface CaptureFile {
  /** Bytes of a frame from which its size can be told. */
  readonly headSize: number;
  /**
   * How long the frame is that begins here, head included.
   *
   * @throws {DecodeError} a size beyond belief.
   */
  sizeOf(head: Reader): number;
  /**
   * Reads a frame, which ends where the reader does; `undefined` when it holds no packet.
   *
   * @throws {DecodeError} contents that contradict themselves.
   */
  read(frame: Reader): CaptureRecord | undefined;
  /**
   * The file is over.
   *
   * @throws {DecodeError} there was nothing in it that could be read.
   */
  end?(): void;
}

/** A file format. */
export interface CaptureFormat {
  readonly name: string;
  /** What the first four bytes of its files can be, as a number, most significant byte first. */
  readonly magics: readonly number[];
  /** Bytes in front of the first frame. */
  readonly headerSize: number;
  /**
   * Begins a file.
   *
   * @throws {DecodeError} a version or a content that is not known.
   */
  open(header: Reader): CaptureFile;
}

/** The longest packet that is believed: HCI and the air have none of more than 64 KiB. */
export const MAX_PACKET = 2 ** 20;

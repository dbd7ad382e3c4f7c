// pcapng: what Wireshark writes. Sections of either byte order, interfaces of any link type.

import { Reader, u32 } from '@bluebell/ble/codec';
import { DecodeError } from '@bluebell/ble/core';
import type { Link } from './heard.ts';
import { LINK_TYPES, unknownLink } from './links.ts';
import {
  BlockType,
  InterfaceOption,
  LAYOUTS,
  type Layout,
  type Ticks,
  timeResolution,
  walkOptions,
} from './pcapng-blocks.ts';
import { type CaptureFile, type CaptureFormat, type CaptureRecord, MAX_PACKET } from './record.ts';

/** Version 1 of any section, with the link types that `links.ts` lists; other interfaces are skipped. */
export const pcapng: CaptureFormat = {
  name: 'pcapng',
  magics: [BlockType.sectionHeader],
  headerSize: 0,
  open: () => new PcapngFile(),
};

/** Type, length, a word, length again: the least that a block has. */
const LEAST_BLOCK = 12;
/** The length at the end of a block, which is also in front of it. 3.1 */
const LENGTH_BYTES = 4;
/** What a block has around a packet and its options. */
const MOST_BLOCK = MAX_PACKET + 2 ** 16;
/** More than a machine has; beyond it the file is not believed. */
const MOST_INTERFACES = 1024;

interface Interface {
  /** `undefined` for what is no Bluetooth. */
  readonly link: Link | undefined;
  readonly snapLength: number;
  readonly ticksPerSecond: number;
  readonly offsetMs: number;
}

class PcapngFile implements CaptureFile {
  readonly headSize = LEAST_BLOCK;
  #layout: Layout | undefined;
  #interfaces: Interface[] = [];
  /** Of the packet before: some blocks have no time of their own. */
  #timeMs = 0;
  #hasKnownLink = false;
  #unknownLinkType: number | undefined;

  sizeOf(head: Reader): number {
    const { offset } = head;
    const { totalLength } = this.#layoutAt(head).head.read(head);
    if (totalLength < LEAST_BLOCK || totalLength > MOST_BLOCK || totalLength % 4 !== 0) {
      throw new DecodeError(`a pcapng block of ${totalLength} bytes, which cannot be`, offset);
    }
    return totalLength;
  }

  read(frame: Reader): CaptureRecord | undefined {
    const { offset } = frame;
    const layout = this.#layoutAt(frame);
    const { type, totalLength } = layout.head.read(frame);
    frame.end -= LENGTH_BYTES;
    const atEnd = layout.u32.read(new Reader(frame.bytes, frame.end, offset + totalLength));
    if (atEnd !== totalLength) {
      throw new DecodeError(
        `a pcapng block of ${totalLength} bytes that ends as one of ${atEnd}`,
        offset,
      );
    }
    return this.#readers[type]?.(frame, layout);
  }

  end(): void {
    if (this.#unknownLinkType !== undefined && !this.#hasKnownLink) {
      throw unknownLink(LINK_TYPES, this.#unknownLinkType, 0);
    }
  }

  readonly #readers: Readonly<
    Record<number, (body: Reader, layout: Layout) => CaptureRecord | undefined>
  > = {
    [BlockType.sectionHeader]: (body, layout) => this.#beginSection(body, layout),
    [BlockType.interfaceDescription]: (body, layout) => this.#addInterface(body, layout),
    [BlockType.enhancedPacket]: (body, layout) =>
      this.#timedPacket(body, layout.enhancedPacket.read(body)),
    [BlockType.packet]: (body, layout) => this.#timedPacket(body, layout.packet.read(body)),
    [BlockType.simplePacket]: (body, layout) => this.#simplePacket(body, layout),
  };

  /** The layout of the block that begins here: a section header brings its own. */
  #layoutAt(head: Reader): Layout {
    const ahead = new Reader(head.bytes, head.offset, head.end);
    if (u32.read(ahead) === BlockType.sectionHeader) {
      ahead.skip(4);
      const magic = u32.read(ahead);
      const layout = LAYOUTS[magic];
      if (!layout) throw new DecodeError('a pcapng section of no byte order', head.offset);
      return layout;
    }
    if (!this.#layout)
      throw new DecodeError('a pcapng block in front of all sections', head.offset);
    return this.#layout;
  }

  #beginSection(body: Reader, layout: Layout): undefined {
    const { offset } = body;
    const { majorVersion } = layout.sectionHeader.read(body);
    if (majorVersion !== 1) {
      throw new DecodeError(`pcapng version ${majorVersion}, not 1`, offset + 4);
    }
    this.#layout = layout;
    this.#interfaces = [];
  }

  #addInterface(body: Reader, layout: Layout): undefined {
    const { offset } = body;
    if (this.#interfaces.length >= MOST_INTERFACES) {
      throw new DecodeError(`more than ${MOST_INTERFACES} pcapng interfaces`, offset);
    }
    const { linkType, snapLength } = layout.interfaceDescription.read(body);
    let ticksPerSecond = 1_000_000;
    let offsetMs = 0;
    walkOptions(body, layout, (code, value) => {
      if (code === InterfaceOption.timeResolution) {
        const { exponent, isOfTwo } = timeResolution.read(value);
        ticksPerSecond = (isOfTwo ? 2 : 10) ** exponent;
      } else if (code === InterfaceOption.timeOffset) {
        offsetMs = layout.i64.read(value) * 1000;
      }
    });
    const link = LINK_TYPES.links[linkType];
    if (link) this.#hasKnownLink = true;
    else this.#unknownLinkType ??= linkType;
    this.#interfaces.push({ link, snapLength, ticksPerSecond, offsetMs });
  }

  #timedPacket(
    body: Reader,
    header: {
      readonly interfaceId: number;
      readonly ticks: Ticks;
      readonly capturedLength: number;
      readonly originalLength: number;
    },
  ): CaptureRecord | undefined {
    const { link, ticksPerSecond, offsetMs } = this.#interfaceOf(header.interfaceId, body);
    const data = body.view(header.capturedLength);
    this.#timeMs = offsetMs + millisecondsOf(header.ticks, ticksPerSecond);
    return this.#record(link, header.interfaceId, data);
  }

  /** A packet of the first interface, without a time, and without a length where nothing was cut off. */
  #simplePacket(body: Reader, layout: Layout): CaptureRecord | undefined {
    const { link, snapLength } = this.#interfaceOf(0, body);
    const { originalLength } = layout.simplePacket.read(body);
    const length = snapLength === 0 ? originalLength : Math.min(originalLength, snapLength);
    return this.#record(link, 0, body.view(length));
  }

  #record(link: Link | undefined, source: number, data: Uint8Array): CaptureRecord | undefined {
    return link && { timeMs: this.#timeMs, link, source, flags: 0, data };
  }

  #interfaceOf(id: number, body: Reader): Interface {
    const found = this.#interfaces[id];
    if (found) return found;
    const known = this.#interfaces.length;
    throw new DecodeError(`a packet of pcapng interface ${id}, of ${known}`, body.offset);
  }
}

const WORD = 2 ** 32;

/** Divides word by word, so that nothing is lost down to nanoseconds. */
function millisecondsOf({ high, low }: Ticks, ticksPerSecond: number): number {
  const perMs = ticksPerSecond / 1000;
  if (perMs < 1) return (high * WORD + low) * (1000 / ticksPerSecond);
  return Math.floor(high / perMs) * WORD + ((high % perMs) * WORD + low) / perMs;
}

// Packets as btsnoop, datalink 1002 (H4), which Wireshark and btmon read as well.

import { Reader, type Writer } from '@bluebell/ble/codec';
import { UsageError } from '@bluebell/ble/core';
import { PacketIndicator } from '@bluebell/ble/hci';
import { fileHeader, MAGIC, recordHeader, VERSION } from './btsnoop.ts';
import { flagsOfHci } from './hci-links.ts';

/** Which way a packet went, seen from the host. */
export type Direction = 'sent' | 'received';

const H4_DATALINK = 1002;

/** What the flags call a command or an event; all else is data. */
const COMMANDS_AND_EVENTS: readonly number[] = [PacketIndicator.command, PacketIndicator.event];

const header = recordHeader(flagsOfHci);

/** Writes what stands in front of the first packet. */
export function writeFileHeader(to: Writer): void {
  fileHeader.write(to, { magic: MAGIC, version: VERSION, datalink: H4_DATALINK });
}

/**
 * Writes one packet, an H4 packet with its indicator first. Of its time, microseconds are kept.
 *
 * @throws {UsageError} a packet of no bytes.
 */
export function writePacket(
  to: Writer,
  packet: Uint8Array,
  timeMs: number,
  direction: Direction,
): void {
  if (packet.length === 0) throw new UsageError('a packet of no bytes');
  const indicator = new Reader(packet).u8();
  header.write(to, {
    originalLength: packet.length,
    includedLength: packet.length,
    flags: {
      isReceived: direction === 'received',
      isCommandOrEvent: COMMANDS_AND_EVENTS.includes(indicator),
    },
    cumulativeDrops: 0,
    timeMs,
  });
  to.write(packet);
}

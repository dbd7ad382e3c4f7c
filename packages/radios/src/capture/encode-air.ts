// Packets of the air as pcap, link type 256, which Wireshark reads as well.

import { encode, type Writer } from '@bluebell/ble/codec';
import { UsageError, type ValueOf } from '@bluebell/ble/core';
import { Coding, channelIndexOf, codedPacket, packet } from '@bluebell/ble/ll';
import { MeasuredPhy, measured, PduType } from './measured-air.ts';
import { littleEndianLayout, MICROSECONDS_MAGIC } from './pcap.ts';

/** One packet, as who hears the whole air knows it: a tap of the virtual air gives such. */
export interface AirFacts {
  /** When its first bit went out, milliseconds since 1970 UTC; microseconds are kept. */
  readonly startMs: number;
  /** Its channel index, 0 to 39. */
  readonly channel: number;
  readonly coding: Coding;
  readonly accessAddress: number;
  readonly pdu: Uint8Array;
  /** As it arrived. */
  readonly crc: number;
  /** Whether it came through undisturbed. */
  readonly isIntact: boolean;
  /** How loud it was where it was heard. */
  readonly rssiDbm?: number;
  /** Which way data goes, where that is known. */
  readonly direction?: 'toPeripheral' | 'toCentral' | undefined;
  /**
   * The PDU as it was before encryption, without integrity check. It is then written instead: readers who
   * do not have the key would take the cipher for something else.
   */
  readonly plainPdu?: Uint8Array | undefined;
}

/** Bluetooth LE with measurements, in the list of the tcpdump project. */
const LINK_TYPE = 256;

/** Longer than any packet of the air. */
const SNAP_LENGTH = 0xffff;

const { fileHeader, recordHeader } = littleEndianLayout;

/** Writes what stands in front of the first packet. */
export function writeAirHeader(to: Writer): void {
  fileHeader.write(to, {
    magic: MICROSECONDS_MAGIC,
    majorVersion: 2,
    minorVersion: 4,
    timeZone: 0,
    timeAccuracy: 0,
    snapLength: SNAP_LENGTH,
    network: { linkType: LINK_TYPE },
  });
}

/**
 * Writes one packet.
 *
 * @throws {UsageError} a number that does not fit.
 */
export function writeAirPacket(to: Writer, facts: AirFacts): void {
  const bytes = encode(measured, measuredOf(facts));
  const startUs = Math.round(facts.startMs * 1000);
  const seconds = Math.floor(startUs / 1_000_000);
  recordHeader.write(to, {
    seconds,
    fraction: startUs - seconds * 1_000_000,
    includedLength: bytes.length,
    originalLength: bytes.length,
  });
  to.write(bytes);
}

function measuredOf(facts: AirFacts) {
  const { channel, accessAddress, coding, direction, rssiDbm, isIntact, plainPdu } = facts;
  const isDecrypted = plainPdu !== undefined;
  return {
    rfChannel: rfChannelOf(channel),
    signalPower: Math.round(rssiDbm ?? 0),
    noisePower: 0,
    accessAddressOffenses: 0,
    referenceAccessAddress: accessAddress,
    flags: {
      isDewhitened: true,
      hasSignalPower: rssiDbm !== undefined,
      hasNoisePower: false,
      isDecrypted,
      hasReferenceAccessAddress: true,
      hasAccessAddressOffenses: false,
      isChannelAliased: false,
      pduType: direction ? PduType[direction] : PduType.unspecified,
      isCrcChecked: true,
      isCrcRight: isIntact,
      auxType: isDecrypted ? INTEGRITY_CHECK_WAS_RIGHT : 0,
      phy: PHYS[coding],
    },
    packet: packetOf(facts),
  };
}

/** `auxType` of data: the check was done, and was right. */
const INTEGRITY_CHECK_WAS_RIGHT = 0b11;

function packetOf({ accessAddress, coding, pdu, plainPdu = pdu, crc }: AirFacts): Uint8Array {
  const codingIndicator = CODING_INDICATORS[coding];
  return codingIndicator === undefined
    ? encode(packet, { accessAddress, pdu: plainPdu, crc })
    : encode(codedPacket, { accessAddress, codingIndicator, pdu: plainPdu, crc });
}

/** Of packets on the LE Coded PHY. Core Spec v5.4, Vol 6, Part B, 2.2.3. */
const CODING_INDICATORS: Readonly<Partial<Record<Coding, number>>> = {
  [Coding.leCodedS8]: 0,
  [Coding.leCodedS2]: 1,
};

const PHYS: Readonly<Record<Coding, ValueOf<typeof MeasuredPhy>>> = {
  [Coding.le1M]: MeasuredPhy.le1M,
  [Coding.le2M]: MeasuredPhy.le2M,
  [Coding.leCodedS8]: MeasuredPhy.leCoded,
  [Coding.leCodedS2]: MeasuredPhy.leCoded,
};

/** RF channels by channel index. Core Spec v5.4, Vol 6, Part B, 1.4.1. */
const RF_CHANNELS = new Map(
  Array.from({ length: 40 }, (_, rfChannel) => [channelIndexOf(rfChannel), rfChannel]),
);

function rfChannelOf(channelIndex: number): number {
  const rfChannel = RF_CHANNELS.get(channelIndex);
  if (rfChannel === undefined)
    throw new UsageError(`channel indices are 0 to 39, not ${channelIndex}`);
  return rfChannel;
}

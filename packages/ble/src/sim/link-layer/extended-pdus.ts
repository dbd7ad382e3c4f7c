// The PDUs of extended advertising, written once for each secondary channel. Vol 6, Part B, 2.3.4 and 4.4.2.

import { encode } from '../../codec/index.ts';
import {
  AdvMode,
  advertisingPdu,
  airtimeUs,
  type Coding,
  type ExtendedHeader,
  NO_EXTENDED_FIELDS,
  phyOf,
  T_MAFS_US,
} from '../../ll/index.ts';
import { AirPdu } from '../air/index.ts';
import { addressOf, type DeviceAddress, isRandom } from './device-address.ts';
import type { AdvertisingEventProperties } from './parameters.ts';

/** What a set has to say, and where. */
export interface ExtendedContent {
  readonly properties: AdvertisingEventProperties;
  readonly own: DeviceAddress;
  /** Whom a directed advert is for, as it shows on the air. */
  readonly target: DeviceAddress;
  readonly data: Uint8Array;
  readonly scanResponse: Uint8Array;
  readonly adi: { readonly did: number; readonly sid: number };
  readonly powerDbm: number;
  readonly primaryCoding: Coding;
  readonly secondaryCoding: Coding;
  readonly primaryChannels: number;
}

/** All PDUs of an event whose secondary packets go out on one channel. */
export interface ExtendedPdus {
  /** ADV_EXT_IND, one for each primary channel: the way to the second packet gets shorter. */
  readonly primaries: readonly AirPdu[];
  /** AUX_ADV_IND and what follows it. */
  readonly chain: readonly AirPdu[];
  /** AUX_SCAN_RSP and what follows it; empty where nobody may ask. */
  readonly scanResponses: readonly AirPdu[];
  /** From the start of the first packet to the start of AUX_ADV_IND, in microseconds. */
  readonly auxAfterUs: number;
}

/** The payload of an extended PDU, and the header in front of it. 2.3 */
const MAX_PAYLOAD = 255;
const HEADER_OCTETS = 2;

/** A unit of AuxPtr offsets, and the most of them; larger ones count in tens of it. 2.3.4.5 */
const OFFSET_UNIT_US = 30;
const MAX_OFFSET = 8191;

/** How long the radio takes to change channels, in microseconds. */
export const PRIMARY_GAP_US = 60;

/** 2.3.4.5: where and when the next packet comes. The offset counts from the start of the packet. */
function auxPtr(channelIndex: number, offsetUs: number, coding: Coding) {
  const units = Math.floor(offsetUs / OFFSET_UNIT_US);
  const isLong = units > MAX_OFFSET;
  return {
    channelIndex,
    ca: false,
    offsetUnits: isLong,
    auxOffset: isLong ? Math.floor(units / 10) : units,
    auxPhy: phyOf(coding) - 1,
  };
}

export function extendedPdus(content: ExtendedContent, channel: number): ExtendedPdus {
  const { primaryCoding, secondaryCoding, primaryChannels, data, scanResponse } = content;
  const { connectable, scannable } = content.properties;
  const pointing = (offsetUs: number) => auxPtr(channel, offsetUs, secondaryCoding);
  const primaryOf = (offsetUs: number) =>
    pduOf(content, {
      ...EMPTY,
      advMode: modeOf(content),
      adi: content.adi,
      auxPtr: pointing(offsetUs),
    });
  const stepUs = airtimeUs(primaryCoding, primaryOf(0).bytes.length) + PRIMARY_GAP_US;
  // A whole number of units for every primary packet, so that all of them are right.
  const lastEndUs = primaryChannels * stepUs - PRIMARY_GAP_US;
  const auxAfterUs = Math.ceil((lastEndUs + T_MAFS_US) / OFFSET_UNIT_US) * OFFSET_UNIT_US;
  const head = headOf(content);
  const chainOf = (first: Header, whole: Uint8Array) =>
    chain(content, first, whole, secondaryCoding, pointing);
  return {
    primaries: Array.from({ length: primaryChannels }, (_, i) =>
      primaryOf(auxAfterUs - i * stepUs),
    ),
    chain: chainOf(head, scannable ? NOTHING : data),
    scanResponses: scannable && !connectable ? chainOf(responseHead(content), scanResponse) : [],
    auxAfterUs,
  };
}

/** An extended header with its mode. */
type Header = ExtendedHeader & { readonly advMode: number };

const NOTHING = new Uint8Array(0);

/** What packets begin with that neither ask for requests nor name anybody. */
const EMPTY: Header = { ...NO_EXTENDED_FIELDS, advMode: AdvMode.nonConnectableNonScannable };

/** Octets of data that fit the first packet of an advert: all there is where it is connectable. */
export function roomForData(content: ExtendedContent): number {
  return roomBehind(content, headOf(content));
}

/** The fields of AUX_ADV_IND. */
function headOf(content: ExtendedContent): Header {
  const { properties, own, target, adi, powerDbm } = content;
  return {
    ...EMPTY,
    advMode: modeOf(content),
    advA: properties.anonymous ? undefined : addressOf(own),
    targetA: properties.directed ? addressOf(target) : undefined,
    adi,
    txPower: properties.includeTxPower ? powerDbm : undefined,
  };
}

/** The fields of AUX_SCAN_RSP. */
function responseHead({ own, adi }: ExtendedContent): Header {
  return { ...EMPTY, advA: addressOf(own), adi };
}

function modeOf({ properties }: ExtendedContent): number {
  if (properties.connectable) return AdvMode.connectable;
  return properties.scannable ? AdvMode.scannable : AdvMode.nonConnectableNonScannable;
}

/** Cuts data into packets that point to each other. */
function chain(
  content: ExtendedContent,
  first: Header,
  data: Uint8Array,
  coding: Coding,
  pointing: (offsetUs: number) => NonNullable<ExtendedHeader['auxPtr']>,
): readonly AirPdu[] {
  // A full packet has always the same airtime, so the pointer in it is known before the packet is.
  const next = pointing(airtimeUs(coding, MAX_PAYLOAD + HEADER_OCTETS) + T_MAFS_US);
  const pdus: AirPdu[] = [];
  let header = first;
  let left = data;
  while (roomBehind(content, header) < left.length) {
    const pointed = { ...header, auxPtr: next };
    const room = roomBehind(content, pointed);
    pdus.push(pduOf(content, pointed, left.subarray(0, room)));
    left = left.subarray(room);
    header = { ...EMPTY, adi: content.adi };
  }
  return [...pdus, pduOf(content, header, left)];
}

function roomBehind(content: ExtendedContent, header: Header): number {
  return MAX_PAYLOAD + HEADER_OCTETS - pduOf(content, header).bytes.length;
}

function pduOf(
  { own, target }: ExtendedContent,
  header: Header,
  advData: Uint8Array = NOTHING,
): AirPdu {
  return new AirPdu(
    encode(advertisingPdu, {
      kind: 'extendedAdvertising',
      chSel: false,
      txAdd: header.advA !== undefined && isRandom(own),
      rxAdd: header.targetA !== undefined && isRandom(target),
      header,
      advData,
    }),
  );
}

// From PDUs to what a host is told of them. Core Spec v5.4, Vol 4, Part E, 7.7.65.13.

import { type AdvertisingPdu, AdvMode } from '../../ll/index.ts';
import { ANONYMOUS, addressOf, addressTypeOf, type DeviceAddress } from './device-address.ts';
import type { HeardAdvert } from './events.ts';

/** An advert of Bluetooth 4. */
export type LegacyAdvert = Extract<
  AdvertisingPdu,
  { kind: 'advInd' | 'advDirectInd' | 'advNonconnInd' | 'advScanInd' }
>;
/** One of Bluetooth 5. */
export type ExtendedAdvert = Extract<AdvertisingPdu, { kind: 'extendedAdvertising' }>;
export type ScanResponse = Extract<AdvertisingPdu, { kind: 'scanRsp' }>;

type EventType = HeardAdvert['eventType'];

const NONE: EventType = {
  connectable: false,
  scannable: false,
  directed: false,
  scanResponse: false,
  legacy: false,
};

/** The event type of each legacy PDU. */
export const LEGACY_EVENT_TYPES: Readonly<Record<LegacyAdvert['kind'], EventType>> = {
  advInd: { ...NONE, legacy: true, connectable: true, scannable: true },
  advDirectInd: { ...NONE, legacy: true, connectable: true, directed: true },
  advScanInd: { ...NONE, legacy: true, scannable: true },
  advNonconnInd: { ...NONE, legacy: true },
};

export function isLegacyAdvert(pdu: AdvertisingPdu): pdu is LegacyAdvert {
  return pdu.kind in LEGACY_EVENT_TYPES;
}

/** The event types of scan responses, by whether the advert was connectable. */
const RESPONSE_EVENT_TYPES = {
  connectable: { ...LEGACY_EVENT_TYPES.advInd, scanResponse: true },
  scannable: { ...LEGACY_EVENT_TYPES.advScanInd, scanResponse: true },
} as const;

/** The sender of a packet, by identity where that is known. */
export interface Sender {
  readonly device: DeviceAddress | undefined;
  readonly isResolved: boolean;
}

/** Whom a directed packet is for. */
export interface Target {
  readonly directAddressType: number;
  readonly directAddress: number;
}

export const NO_TARGET: Target = { directAddressType: 0, directAddress: 0 };

/** In `directAddressType`: a private address that nobody resolved. */
export const UNRESOLVED = 0xfe;

/** What is said where a controller does not know. */
const NO_POWER = 127;
const NO_SID = 0xff;

const NOTHING = new Uint8Array(0);

export function legacyReport(
  advert: LegacyAdvert,
  sender: Sender,
  target: Target,
  rssi: number,
): HeardAdvert {
  const data = advert.kind === 'advDirectInd' ? NOTHING : advert.advData;
  return legacy(LEGACY_EVENT_TYPES[advert.kind], sender, target, rssi, data);
}

/** @param isConnectable whether the advert was that the response belongs to. */
export function responseReport(
  response: ScanResponse,
  isConnectable: boolean,
  sender: Sender,
  rssi: number,
): HeardAdvert {
  const eventType = RESPONSE_EVENT_TYPES[isConnectable ? 'connectable' : 'scannable'];
  return legacy(eventType, sender, NO_TARGET, rssi, response.scanRspData);
}

function legacy(
  eventType: EventType,
  { device = 0, isResolved }: Sender,
  { directAddressType, directAddress }: Target,
  rssi: number,
  data: Uint8Array,
): HeardAdvert {
  return {
    eventType,
    isTruncated: false,
    addressType: addressTypeOf(device, isResolved),
    address: addressOf(device),
    directAddressType,
    directAddress,
    primaryPhy: 1,
    secondaryPhy: 0,
    advertisingSid: NO_SID,
    txPower: NO_POWER,
    rssi,
    data,
  };
}

/** What is known of an extended advert when its last packet was heard. */
export interface ExtendedFacts {
  readonly sender: Sender;
  readonly target: Target;
  readonly isDirected: boolean;
  readonly advMode: number;
  readonly isResponse: boolean;
  readonly isTruncated: boolean;
  readonly primaryPhy: number;
  readonly secondaryPhy: number;
  readonly sid: number | undefined;
  readonly txPower: number | undefined;
  readonly rssi: number;
  readonly data: Uint8Array;
}

export function extendedReport(facts: ExtendedFacts): HeardAdvert {
  const { device, isResolved } = facts.sender;
  return {
    eventType: {
      connectable: facts.advMode === AdvMode.connectable,
      scannable: facts.advMode === AdvMode.scannable,
      directed: facts.isDirected,
      scanResponse: facts.isResponse,
      legacy: false,
    },
    isTruncated: facts.isTruncated,
    addressType: device === undefined ? ANONYMOUS : addressTypeOf(device, isResolved),
    address: device === undefined ? 0 : addressOf(device),
    ...facts.target,
    primaryPhy: facts.primaryPhy,
    secondaryPhy: facts.secondaryPhy,
    advertisingSid: facts.sid ?? NO_SID,
    txPower: facts.txPower ?? NO_POWER,
    rssi: facts.rssi,
    data: facts.data,
  };
}

// What all extended advertising PDUs have in common. Core Spec v5.4, Vol 6, Part B, 2.3.4.

import {
  bits,
  type Field,
  field,
  flagged,
  headed,
  type Infer,
  i8,
  rest,
  struct,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
} from '../codec/index.ts';

/** 2.3.4.3 */
const cteInfo = bits(u8, { cteTime: 5, _: 1, cteType: 2 });

/** 2.3.4.4. Says which data of which set: a new DID is new data. */
const adi = bits(u16, { did: 12, sid: 4 });

/** 2.3.4.5. Where the next packet comes: `auxOffset` counts 30 µs, or 300 µs where `offsetUnits` is set. */
const auxPtr = bits(u24, {
  channelIndex: 6,
  ca: 1,
  offsetUnits: 1,
  auxOffset: 13,
  auxPhy: 3,
});

/** 2.3.4.6 */
const syncInfo = struct({
  offset: bits(u16, { syncPacketOffset: 13, offsetUnits: 1, offsetAdjust: 1, _: 1 }),
  interval: u16,
  channels: bits(u40, { chM: 37, sca: 3 }),
  aa: u32,
  crcInit: u24,
  periodicEventCounter: u16,
});

/** The fields that have a flag each, in its order, and the additional controller data behind them. */
const FLAGGED = { advA: u48, targetA: u48, cteInfo, adi, auxPtr, syncInfo, txPower: i8 } as const;
const presentHeader = flagged(u8, FLAGGED, { acad: rest });

/** The fields of an extended header; those that a PDU does not have are `undefined`. */
export type ExtendedHeader = Infer<typeof presentHeader>;

/** What a header of no bytes says: a start for headers with few fields. */
export const NO_EXTENDED_FIELDS: ExtendedHeader = Object.freeze({
  advA: undefined,
  targetA: undefined,
  cteInfo: undefined,
  adi: undefined,
  auxPtr: undefined,
  syncInfo: undefined,
  txPower: undefined,
  acad: new Uint8Array(0),
});

/** 2.3.4: a header that holds nothing may leave out its flags, too, and is written so. */
const extendedHeader: Field<ExtendedHeader> = field(
  undefined,
  (from) => (from.left === 0 ? NO_EXTENDED_FIELDS : presentHeader.read(from)),
  (to, value) => {
    // The cast holds since these are the names of the table.
    const names = Object.keys(FLAGGED) as (keyof typeof FLAGGED)[];
    const isEmpty = value.acad.length === 0 && names.every((name) => value[name] === undefined);
    if (!isEmpty) presentHeader.write(to, value);
  },
);

/** `advMode` of an extended PDU. 2.3.4.1 */
export const AdvMode = {
  nonConnectableNonScannable: 0,
  connectable: 1,
  scannable: 2,
} as const;

/** 2.3.4: the header behind its length and the advertising mode. */
export const extendedAdvertisingHeader = headed(
  bits(u8, { extendedHeaderLength: 6, advMode: 2 }),
  'extendedHeaderLength',
  extendedHeader,
);

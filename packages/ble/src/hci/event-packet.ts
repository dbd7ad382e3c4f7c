// Events as packets: what a controller sends and a host reads. Core Spec v5.4, Vol 4, Part E, 5.4.4.

import { encode, headedPduTable, type Infer, pdu, pduTable, struct, u8 } from '../codec/index.ts';
import {
  LE_META_EVENT,
  leAdvertisingReport,
  leExtendedAdvertisingReport,
} from './advertising-reports.ts';
import * as leAdvertising from './events/le-advertising.ts';
import * as leLinks from './events/le-links.ts';
import * as leSecurity from './events/le-security.ts';
import * as link from './events/link.ts';
import { PacketIndicator } from './h4.ts';

/** LE events by subevent code, advertising reports among them. 7.7.65. */
export const leSubevent = pduTable(
  u8,
  leAdvertisingReport,
  leExtendedAdvertisingReport,
  ...valuesOf(leLinks),
  ...valuesOf(leSecurity),
  ...valuesOf(leAdvertising),
);

/** Any LE event; one that is in no table has the kind 'unknown'. */
export type LeSubevent = Infer<typeof leSubevent>;

/** An event behind its indicator: code, length, parameters. A wrong length is a `DecodeError`. */
export const hciEvent = headedPduTable(
  struct({ code: u8, length: u8 }),
  'code',
  'length',
  ...valuesOf(link),
  pdu('leMeta', LE_META_EVENT, { subevent: leSubevent }),
);

/** Any event; those of LE stand in `subevent` of 'leMeta', one that is in no table is 'unknown'. */
export type HciEvent = Infer<typeof hciEvent>;

/** What a vendor's own events come under. 5.4.4. */
const VENDOR_EVENT = 0xff;

/** The codes of events that a controller may send: those of the table, and the vendor's own. */
export const KNOWN_EVENT_CODES: ReadonlySet<number> = new Set([
  ...valuesOf(link).map(({ opcode }) => opcode),
  LE_META_EVENT,
  VENDOR_EVENT,
]);

const h4Event = struct({ indicator: u8, event: hciEvent });

/** An event as the H4 packet that a controller sends. */
export function eventPacket(event: HciEvent): Uint8Array<ArrayBuffer> {
  return encode(h4Event, { indicator: PacketIndicator.event, event });
}

/** The declarations of a file that holds nothing else. */
function valuesOf<const T extends object>(file: T): readonly T[keyof T][] {
  // The cast holds since these are the values of the file's own names.
  return Object.values(file) as T[keyof T][];
}

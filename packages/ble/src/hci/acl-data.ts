// ACL data packets: what links carry. Core Spec v5.4, Vol 4, Part E, 5.4.2.

import { encode, type Field, field, struct, u8 } from '../codec/index.ts';
import { UsageError, type ValueOf } from '../core/index.ts';
import { PacketIndicator } from './h4.ts';

/** Where a packet stands in the L2CAP PDU that it is part of. */
export const PacketBoundary = {
  /** From the host, the beginning; LE has no other. */
  firstFromHost: 0,
  continuing: 1,
  /** From the controller, the beginning. */
  first: 2,
  /** A whole PDU that may be flushed; not on LE. */
  complete: 3,
} as const;

/** One of the values of the PB flag. */
export type PacketBoundary = ValueOf<typeof PacketBoundary>;

/** One packet of ACL data, without its indicator. */
export interface AclData {
  /** 0 to 0x0EFF. */
  readonly connectionHandle: number;
  readonly packetBoundary: PacketBoundary;
  /** The BC flag: 0 on LE, where all is point to point. */
  readonly broadcast: number;
  /** A view of the packet where it was read. */
  readonly data: Uint8Array;
}

/** The bits of a connection handle; the flags stand above. */
const HANDLE_RANGE = 0x1000;

/** The PB flag has two bits, and so has the BC flag above it. */
const FLAG_RANGE = 4;

/** The highest handle of a connection. */
export const MAX_CONNECTION_HANDLE = 0x0eff;

/** ACL data behind its indicator: handle and flags, length, data. */
export const aclData: Field<AclData> = field(
  undefined,
  (from) => {
    const word = from.u16();
    const flags = Math.floor(word / HANDLE_RANGE);
    return {
      connectionHandle: word % HANDLE_RANGE,
      // The cast holds since each of the four values has a name.
      packetBoundary: (flags % FLAG_RANGE) as PacketBoundary,
      broadcast: Math.floor(flags / FLAG_RANGE),
      data: from.view(from.u16()),
    };
  },
  (to, { connectionHandle, packetBoundary, broadcast, data }) => {
    if (connectionHandle >= HANDLE_RANGE || packetBoundary >= FLAG_RANGE) {
      throw new UsageError(`handle ${connectionHandle}, boundary ${packetBoundary}: too large`);
    }
    to.uint(connectionHandle + HANDLE_RANGE * (packetBoundary + FLAG_RANGE * broadcast), 2);
    to.uint(data.length, 2);
    to.write(data);
  },
);

/** Indicator, handle and flags, length. */
const ACL_HEADER_SIZE = 5;

const h4AclData = struct({ indicator: u8, acl: aclData });

/** ACL data as the H4 packet that either side sends. */
export function aclPacket(acl: AclData): Uint8Array<ArrayBuffer> {
  const size = ACL_HEADER_SIZE + acl.data.length;
  return encode(h4AclData, { indicator: PacketIndicator.aclData, acl }, size);
}

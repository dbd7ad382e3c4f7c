// What a controller answers commands with. Core Spec v5.4, Vol 4, Part E, 7.7.14 and 7.7.15.

import { encode, struct, u8 } from '../codec/index.ts';
import type { Command } from './command.ts';
import { eventPacket } from './event-packet.ts';
import { HciStatus } from './hci-error.ts';

/** How many commands a controller takes from now on, where it says nothing else. */
const ONE = 1;

/** The Command Complete of a command that was carried out, as an H4 packet. */
export function completePacket<P, R>(
  command: Command<string, P, R>,
  returned: R,
  numHciCommandPackets = ONE,
): Uint8Array<ArrayBuffer> {
  const answer = struct({ status: u8, returned: command.returns });
  return eventPacket({
    kind: 'commandComplete',
    numHciCommandPackets,
    commandOpcode: command.opcode,
    returnParameters: encode(answer, { status: HciStatus.success, returned }),
  });
}

/** The Command Complete that carries a status alone: what controllers refuse a command with. */
export function refusalPacket(
  opcode: number,
  status: number,
  numHciCommandPackets = ONE,
): Uint8Array<ArrayBuffer> {
  return eventPacket({
    kind: 'commandComplete',
    numHciCommandPackets,
    commandOpcode: opcode,
    returnParameters: encode(u8, status),
  });
}

/** A Command Status, as an H4 packet. */
export function statusPacket(
  opcode: number,
  status: number,
  numHciCommandPackets = ONE,
): Uint8Array<ArrayBuffer> {
  return eventPacket({
    kind: 'commandStatus',
    status,
    numHciCommandPackets,
    commandOpcode: opcode,
  });
}

// The Command Complete of a command that was refused, in its full length. Core Spec v5.4, Vol 4, Part E, 7.7.14.

import { bytes, encode, struct, u8, u16 } from '../../codec/index.ts';
import { type AnyCommand, eventPacket } from '../../hci/index.ts';

/** How many more commands the host may send after each answer. */
const ONE_COMMAND = 1;

const HANDLE_SIZE = 2;

/**
 * As `refusalPacket`, but all return parameters stand behind the status, zeros but for the handle that
 * the command named: some hosts read them without a look at the status.
 */
export function refusedPacket(
  command: AnyCommand,
  status: number,
  connectionHandle?: number,
): Uint8Array<ArrayBuffer> {
  return eventPacket({
    kind: 'commandComplete',
    numHciCommandPackets: ONE_COMMAND,
    commandOpcode: command.opcode,
    returnParameters:
      connectionHandle === undefined
        ? withZeros(status, command.returns.size ?? 0)
        : ofLink(status, connectionHandle, command.returns.size ?? HANDLE_SIZE),
  });
}

function withZeros(status: number, size: number): Uint8Array {
  const answer = struct({ status: u8, zeros: bytes(size) });
  return encode(answer, { status, zeros: new Uint8Array(size) });
}

function ofLink(status: number, connectionHandle: number, size: number): Uint8Array {
  const zeros = new Uint8Array(size - HANDLE_SIZE);
  const answer = struct({ status: u8, connectionHandle: u16, zeros: bytes(zeros.length) });
  return encode(answer, { status, connectionHandle, zeros });
}

// Commands as packets: what a host sends and a controller reads. Core Spec v5.4, Vol 4, Part E, 5.4.1.

import {
  decode,
  encode,
  headedPduTable,
  type Infer,
  rest,
  sized,
  struct,
  u8,
  u16,
} from '../codec/index.ts';
import type { AnyCommand, Command } from './command.ts';
import * as commands from './commands/index.ts';
import { PacketIndicator } from './h4.ts';

type Exported = (typeof commands)[keyof typeof commands];
type Declared = Extract<Exported, { readonly supportedBit: number }>;

// The files of commands also hold numbers that go with them. The cast holds since only commands have
// a bit in Supported Commands.
const declared = Object.values(commands).filter(
  (one) => typeof one === 'object' && 'supportedBit' in one,
) as readonly Declared[];

/** Every command that is declared, by opcode. */
export const commandByOpcode: ReadonlyMap<number, AnyCommand> = new Map(
  declared.map((command) => [command.opcode, command]),
);

/** A command behind its indicator: opcode, length, parameters. A wrong length is a `DecodeError`. */
export const hciCommand = headedPduTable(
  struct({ opcode: u16, length: u8 }),
  'opcode',
  'length',
  ...declared,
);

/** Any command with its parameters; one that is in no table has the kind 'unknown'. */
export type HciCommand = Infer<typeof hciCommand>;

/** What every command begins with. */
const commandHeader = struct({ indicator: u8, opcode: u16, parameters: sized(u8, rest) });

/** A command as the H4 packet that a host sends. */
export function commandPacket<P, R>(command: Command<string, P, R>, parameters: P): Uint8Array {
  return encode(commandHeader, {
    indicator: PacketIndicator.command,
    opcode: command.opcode,
    parameters: encode(command.body, parameters),
  });
}

/**
 * The opcode and parameters of a command packet, whatever they say: a controller has to answer by
 * opcode what it cannot read.
 *
 * @throws {DecodeError} bytes that are not one whole packet.
 */
export function openCommand(packet: Uint8Array): { opcode: number; parameters: Uint8Array } {
  const { opcode, parameters } = decode(commandHeader, packet);
  return { opcode, parameters };
}

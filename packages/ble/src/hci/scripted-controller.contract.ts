// The far side of HCI for tests: answers commands from a table, and says what it is told to.

import { fromHex, toHex } from '../core/index.ts';
import { refusalPacket } from './answers.ts';
import { openCommand } from './command-packet.ts';
import { eventPacket, type HciEvent } from './event-packet.ts';
import { HciStatus } from './hci-error.ts';
import type { HciTransport } from './transport.ts';

/** Return parameters behind the status, by opcode: an ESP32, Bluetooth 4.2 with BR/EDR. */
export const ESP32: Readonly<Record<number, string>> = {
  3075: '',
  4097: '08 0e00 08 6000 0e00',
  4098: commandBits([5, 6], [22, 2], [26, 6], [34, 6], [35, 3]),
  4099: '00000000 40 000000',
  3073: '',
  3171: '',
  8193: '',
  8194: '0000 00',
  4101: 'fd03 40 0800 0100',
  8195: '2100000000000000',
  4105: '010000 38c1a4',
  8207: '0c',
  8234: '08',
  8239: 'fb00 4808 fb00 4808',
};

/** A controller of version 5.4 for LE alone, which can do all that we ask for. */
export const MODERN: Readonly<Record<number, string>> = {
  ...ESP32,
  4097: '0d 0000 0d 5900 0000',
  4098: commandBits([22, 2], [26, 6], [34, 6], [35, 3], [36, 6], [36, 7], [38, 7]),
  4099: '00000000 60 000000',
  8194: 'fb00 0c',
  8195: '2151000000000000',
  8250: '7206',
  8251: '04',
  8267: 'ec 14',
};

/** What a scripted controller has heard, and how it behaves. */
export interface Script {
  /** Commands as hex, indicator included. */
  readonly heard: string[];
  /** Return parameters by opcode; what is not there is refused. Exchange it to change its mind. */
  answers: Readonly<Record<number, string>>;
  /** Opcodes that it refuses, with this status. */
  readonly refuses: Map<number, number>;
  /** Opcodes that it never answers, or all of them. */
  silentTo: ReadonlySet<number> | 'all';
  /** Sends an event of its own. */
  say(event: HciEvent): void;
}

/** Attaches a scripted controller to its end of a transport. */
export function scriptedController(transport: HciTransport, answers = ESP32): Script {
  const script: Script = {
    heard: [],
    answers,
    refuses: new Map(),
    silentTo: new Set(),
    say: (event) => transport.send(eventPacket(event)),
  };
  transport.onPacket = (packet) => {
    script.heard.push(toHex(packet));
    if (packet[0] !== 0x01) return;
    const { opcode } = openCommand(packet);
    if (script.silentTo === 'all' || script.silentTo.has(opcode)) return;
    transport.send(answerTo(opcode, script));
  };
  return script;
}

function answerTo(opcode: number, { answers, refuses }: Script): Uint8Array {
  const returned = answers[opcode];
  const status = refuses.get(opcode) ?? (returned === undefined ? HciStatus.unknownCommand : 0);
  if (status !== HciStatus.success || returned === undefined) return refusalPacket(opcode, status);
  return eventPacket({
    kind: 'commandComplete',
    numHciCommandPackets: 1,
    commandOpcode: opcode,
    returnParameters: Uint8Array.of(status, ...fromHex(returned)),
  });
}

/** Supported Commands with these bits. */
function commandBits(...bits: readonly (readonly [octet: number, bit: number])[]): string {
  const octets = new Uint8Array(64);
  for (const [octet, bit] of bits) octets[octet] = (octets[octet] ?? 0) | (1 << bit);
  return toHex(octets);
}

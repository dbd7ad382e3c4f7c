// btmon for tests: BlueZ's monitor as a judge of captures of HCI.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bluezShim } from './bluez-shim.ts';
import { pathOf } from './programs.ts';
import type { Verdict } from './tshark.ts';

/** How a packet begins: an arrow for its direction, and at the end its number and time. */
const HEADER = /^[<>] .* #(\d+)(?: \[hci\d+\])? [\d.:]+$/;

/** What btmon says about bytes that it cannot make sense of. */
const WRONG =
  /invalid (?:\w+ )?(?:size|length)|malformed|too short|unexpected (?:start|continuation|complete)|Connection setup missing|invalid packet flags|Unknown (?:opcode|\w* ?subevent|event)/i;

/** btmon's own mistakes: what it says, in packets of what kind, and why it is wrong. */
const MISTAKES: readonly (readonly [says: RegExp, about: RegExp])[] = [
  // After a Read By Type that ended in an error it takes the next values for declarations.
  [/invalid size/, /ATT: Read Response/],
];

/** Reads a whole capture, in btsnoop. */
export async function btmon(file: string): Promise<Verdict> {
  const env = { ...process.env, LD_PRELOAD: await bluezShim() };
  const options = { env, maxBuffer: 2 ** 28 };
  const { stdout } = await promisify(execFile)(pathOf('btmon'), ['-r', file], options);
  const packets = packetsOf(stdout);
  return { records: packets.length, complaints: packets.flatMap(complaintsOf) };
}

/** What is said of one packet, its header first. */
type PacketText = readonly string[];

function packetsOf(text: string): readonly PacketText[] {
  const packets: string[][] = [];
  for (const line of text.split('\n')) {
    if (HEADER.test(line)) packets.push([line]);
    else packets.at(-1)?.push(line);
  }
  return packets;
}

function complaintsOf(packet: PacketText): readonly string[] {
  const [header = ''] = packet;
  const number = HEADER.exec(header)?.[1];
  const mistakes = MISTAKES.filter(([, about]) => packet.some((line) => about.test(line)));
  return packet
    .filter((line) => WRONG.test(line) && !mistakes.some(([says]) => says.test(line)))
    .map((line) => `#${number}: ${line.trim()}`);
}

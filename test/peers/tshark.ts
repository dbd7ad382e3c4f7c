// tshark for tests: Wireshark's decoders as a judge of captures, of HCI and of the air.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathOf } from './programs.ts';

/** What a decoder makes of a capture. */
export interface Verdict {
  /** How many packets it read. */
  readonly records: number;
  /** What it says about packets that are wrong, each with its number. Empty for a capture that is right. */
  readonly complaints: readonly string[];
}

/** Cut short, or a fault of the packet in the eyes of its decoder (`Error`: not notes, not warnings). */
const WRONG = '_ws.malformed || _ws.expert.severity >= 0x00800000';

/** Reads a whole capture, btsnoop or pcap. */
export async function tshark(file: string): Promise<Verdict> {
  const [all, wrong] = await Promise.all([
    tsharkFields(file, { fields: ['frame.number'] }),
    tsharkFields(file, {
      filter: WRONG,
      fields: ['frame.number', 'frame.protocols', '_ws.expert.message'],
    }),
  ]);
  return { records: all.length, complaints: wrong.map((values) => values.join(' ')) };
}

/** Which packets, and what of them. */
export interface TsharkQuery {
  /** A display filter, such as `btatt.opcode == 0x0b`. All packets, when left out. */
  readonly filter?: string;
  /** Names of fields, such as `btatt.value`. */
  readonly fields: readonly string[];
}

/** The values of fields, packet by packet, as text; empty where a packet has none. */
export async function tsharkFields(
  file: string,
  { filter, fields }: TsharkQuery,
): Promise<readonly (readonly string[])[]> {
  const args = ['-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
  if (filter !== undefined) args.push('-Y', filter);
  const { stdout } = await promisify(execFile)(pathOf('tshark'), args, { maxBuffer: 2 ** 28 });
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t'));
}

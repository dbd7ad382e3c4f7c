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

/** A fault of the packet in the eyes of its decoder: not a note, not a warning. */
const ERROR = 0x0080_0000;

/** Reads a whole capture, btsnoop or pcap. */
export async function tshark(file: string): Promise<Verdict> {
  const fields = [
    'frame.number',
    'frame.protocols',
    '_ws.expert.message',
    '_ws.expert.severity',
    '_ws.malformed',
  ];
  const packets = await tsharkFields(file, { fields });
  const wrong = packets.filter(([, , , severities = '', malformed]) => {
    const isError = severities.split(',').some((severity) => Number(severity) >= ERROR);
    return isError || malformed !== '';
  });
  return {
    records: packets.length,
    complaints: wrong.map((values) => values.slice(0, 3).join(' ')),
  };
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
  const args = ['-n', '-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
  if (filter !== undefined) args.push('-Y', filter);
  const { stdout } = await promisify(execFile)(pathOf('tshark'), args, { maxBuffer: 2 ** 28 });
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t'));
}

// tshark for tests: Wireshark's decoders as a judge of captures, of HCI and of the air.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  return verdictOn(await tsharkFields(file, { fields: JUDGED }));
}

/** Reads many captures at one start, which takes longer than reading. */
export async function tsharkEach(files: readonly string[]): Promise<readonly Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bluebell-merged-'));
  try {
    const merged = join(folder, 'all.pcapng');
    // One behind the other, and each an interface of its own: tshark then keeps their links apart.
    const args = ['-a', '-I', 'none', '-w', merged, ...files];
    await promisify(execFile)(pathOf('mergecap'), args);
    const rows = await tsharkFields(merged, { fields: ['frame.interface_id', ...JUDGED] });
    const packets: (readonly string[])[][] = files.map(() => []);
    for (const [file, ...values] of rows) packets[Number(file)]?.push(values);
    return packets.map(verdictOn);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const JUDGED = [
  'frame.protocols',
  '_ws.expert.message',
  '_ws.expert.severity',
  '_ws.malformed',
  'btle.crc.incorrect',
];

/** @param packets the values of `JUDGED` for each. */
function verdictOn(packets: readonly (readonly string[])[]): Verdict {
  const complaints = packets.flatMap(([protocols, message, severities = '', ...faults], i) => {
    const isError = severities.split(',').some((severity) => Number(severity) >= ERROR);
    const isWrong = isError || faults.some((fault) => fault !== '');
    return isWrong ? [`#${i + 1}: ${message} in ${protocols}`] : [];
  });
  return { records: packets.length, complaints };
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

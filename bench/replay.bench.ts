// A recording of a million reports: how fast it plays, and that memory does not grow with its length.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BtsnoopWriter, openRadio } from '@bluebell/radios';
import { decodeAdvert } from '@bluebell/sensors';
import type { Figure } from './harness.ts';
import { vectorEvents } from './vector-lines.ts';

const SHORT = 100_000;
const LONG = 1_000_000;
const MIB = 2 ** 20;

/** Memory that a ten times longer recording may take on top: what the collector has not fetched yet. */
const SLACK_MIB = 48;

export default async function replay(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bluebell-bench-'));
  try {
    const short = await measure(folder, SHORT);
    const long = await measure(folder, LONG);
    return [
      {
        name: `${LONG.toLocaleString('en')} reports, file to values`,
        value: long.rate,
        unit: '/s',
      },
      {
        name: `memory after ${SHORT.toLocaleString('en')} reports`,
        value: short.rssMib,
        unit: 'MiB',
      },
      {
        name: `memory after ${LONG.toLocaleString('en')} reports`,
        value: long.rssMib,
        unit: 'MiB',
      },
      {
        name: 'memory for ten times as many',
        value: long.rssMib - short.rssMib,
        unit: 'MiB',
        atMost: SLACK_MIB,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(
  folder: string,
  reports: number,
): Promise<{ readonly rate: number; readonly rssMib: number }> {
  const file = join(folder, `${reports}.btsnoop`);
  await write(file, reports);
  const startMs = performance.now();
  await using radio = await openRadio(`replay:${file}`, { speed: 'max' });
  let heard = 0;
  for await (const advert of radio.scan()) {
    decodeAdvert(advert);
    heard++;
  }
  if (heard !== reports) throw new Error(`${heard} of ${reports} reports came back`);
  const seconds = (performance.now() - startMs) / 1_000;
  return { rate: heard / seconds, rssMib: process.memoryUsage().rss / MIB };
}

/** The known answers over and over, 10 ms apart. */
async function write(file: string, reports: number): Promise<void> {
  const packets = vectorEvents().map(({ packet }) => packet);
  const writer = await BtsnoopWriter.create(file);
  for (let i = 0; i < reports; i++) {
    const packet = packets[i % packets.length];
    if (packet) await writer.append(packet, i * 10, 'received');
  }
  await writer.close();
}

import { Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex, UsageError, VirtualClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { radioContract } from '@bluebell/ble/radio/contract';
import { describe, expect, it } from 'vitest';
import type { CaptureSource } from './capture/capture-source.ts';
import { writeFileHeader, writePacket } from './capture/encode-btsnoop.ts';
import { type ReplayProgress, ReplayRadio } from './replay.ts';

const T0 = 1_700_000_000_000;

/** LE Advertising Report of an ADV_IND, and what is no advert at all. */
const REPORT = fromHex('04 3e 0f 02 01 00 00 010000 38c1a4 03 020106 c4');
const COMMAND = fromHex('01 030c00');

for (const speed of [1, 'max'] as const) {
  radioContract(`ReplayRadio at speed ${speed}`, async () => {
    const clock = new VirtualClock();
    const radio = new ReplayRadio(captureAt([0, 1000, 2000, 3000]), { speed, clock });
    return { radio, run: (promise) => clock.run(promise) };
  });
}

describe('ReplayRadio', () => {
  it('gives all adverts with the times of the capture, at any speed', async () => {
    for (const speed of [1, 60, 'max'] as const) {
      const clock = new VirtualClock();
      const radio = new ReplayRadio(captureAt([0, 1000, 61_000]), { speed, clock });
      const adverts = await clock.run(all(radio));
      expect(adverts.map(({ timeMs }) => timeMs - T0)).toEqual([0, 1000, 61_000]);
      expect(clock.now()).toBe(speed === 'max' ? 0 : 61_000 / speed);
    }
  });

  it('waits for a slow caller and loses nothing', async () => {
    const clock = new VirtualClock();
    const times = Array.from({ length: 2000 }, (_, i) => i);
    const radio = new ReplayRadio(captureAt(times), { clock });
    let heard = 0;
    const listening = (async () => {
      for await (const _ of radio.scan()) {
        if (++heard % 100 === 0) await new Promise<void>((done) => clock.after(5000, done));
      }
    })();
    await clock.run(listening);
    expect(heard).toBe(2000);
  });

  it('begins each scan at the start', async () => {
    const radio = new ReplayRadio(captureAt([0, 1]), { speed: 'max' });
    expect(await all(radio)).toHaveLength(2);
    expect(await all(radio)).toHaveLength(2);
    expect(radio.counts).toMatchObject({ records: 4, adverts: 2 });
  });

  it('gives everything before the damage, then an error with file and place', async () => {
    // Behind the header of the file, three commands and two reports.
    const damageAt = 16 + 3 * (24 + 4) + 2 * (24 + 18);
    const bytes = captureBytes([0, 1, 2]);
    const cut: CaptureSource = {
      name: 'kitchen.btsnoop',
      totalBytes: bytes.length,
      chunks: () => piecesOf(bytes.subarray(0, -5), 10),
    };
    const radio = new ReplayRadio(cut, { speed: 'max' });
    const heard: Advert[] = [];
    const scanning = (async () => {
      for await (const advert of radio.scan()) heard.push(advert);
    })();
    const error = await scanning.catch((thrown: unknown) => thrown);
    expect(heard).toHaveLength(2);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^kitchen\\.btsnoop: the file ends inside a packet.* at byte ${damageAt}$`),
      ),
      offset: damageAt,
    });
  });

  it('tells of its progress every few megabytes, and at the end', async () => {
    const told: ReplayProgress[] = [];
    const packets = 30_000;
    const source: CaptureSource = {
      name: 'long.btsnoop',
      totalBytes: 16 + packets * (24 + 1000),
      chunks: () => longCapture(packets),
    };
    const radio = new ReplayRadio(source, { speed: 'max', onProgress: (p) => told.push(p) });
    await all(radio);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThan(8);
    expect(told.at(-1)).toEqual({
      bytes: source.totalBytes,
      totalBytes: source.totalBytes,
      records: packets,
      adverts: 0,
    });
  });

  it('is ended by the signal that it was opened with', async () => {
    const stop = new AbortController();
    const radio = new ReplayRadio(captureAt([0, 1, 2]), { speed: 'max', signal: stop.signal });
    let heard = 0;
    for await (const _ of radio.scan()) {
      heard++;
      stop.abort();
    }
    expect(heard).toBe(1);
    expect(await all(radio)).toEqual([]);
  });

  it('stops reading a capture without adverts, too', async () => {
    const stop = new AbortController();
    const pieces = longCapture(Number.POSITIVE_INFINITY);
    const source = { name: 'endless', totalBytes: 0, chunks: () => pieces };
    const onProgress = () => stop.abort();
    const radio = new ReplayRadio(source, { speed: 'max', onProgress });
    for await (const _ of radio.scan({ signal: stop.signal })) expect.unreachable();
    expect(stop.signal.aborted).toBe(true);
  });

  it('refuses a speed that is none before it begins', () => {
    expect(() => new ReplayRadio(captureAt([]), { speed: 0 })).toThrow(UsageError);
  });
});

/** A capture of one advert at each of these times, with a packet of another kind before each. */
function captureBytes(times: readonly number[]): Uint8Array {
  const to = new Writer();
  writeFileHeader(to);
  for (const time of times) {
    writePacket(to, COMMAND, T0 + time, 'sent');
    writePacket(to, REPORT, T0 + time, 'received');
  }
  return to.finish();
}

/** The same, in one piece, as what a radio reads from. */
function captureAt(times: readonly number[]): CaptureSource {
  const bytes = captureBytes(times);
  return {
    name: 'kitchen.btsnoop',
    totalBytes: bytes.length,
    chunks: () => piecesOf(bytes, bytes.length),
  };
}

async function* piecesOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Packets of 1,000 bytes that are no adverts. */
async function* longCapture(packets: number) {
  const start = new Writer();
  writeFileHeader(start);
  yield start.finish();
  const record = new Writer();
  writePacket(record, new Uint8Array(1000).fill(2), T0, 'received');
  const bytes = record.finish();
  for (let i = 0; i < packets; i++) yield bytes;
}

async function all(radio: ReplayRadio): Promise<readonly Advert[]> {
  const adverts: Advert[] = [];
  for await (const advert of radio.scan()) adverts.push(advert);
  return adverts;
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, type Log, silentLog, toHex, UsageError, VirtualClock } from '@bluebell/ble/core';
import { advertisingPacket, Coding } from '@bluebell/ble/ll';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AirListener } from './air-listener.ts';
import { CaptureCutter } from './cutter.ts';
import type { AirFacts } from './encode-air.ts';
import { recordAir } from './record-air.ts';
import { AirWriter } from './write-air.ts';

const PDU = fromHex('60 09 010000 38c1a4 020106');
const START_MS = 1_700_000_000_000.15;

const ADVERT: AirFacts = {
  startMs: START_MS,
  channel: 38,
  coding: Coding.le1M,
  ...advertisingPacket(PDU),
  isIntact: true,
  rssiDbm: -61.4,
};

const CIPHER = fromHex('02 0b a1a2a3a4a5a6a7 b1b2b3b4');

/** A link of which only the two ends know more. */
const DATA: AirFacts = {
  startMs: START_MS,
  channel: 11,
  coding: Coding.le1M,
  accessAddress: 0x50655d2a,
  pdu: fromHex('02 07 0300 0400 0a0300'),
  crc: 0x28e8dc,
  isIntact: true,
};

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  path = join(folder, 'air.pcap');
});
afterEach(() => rm(folder, { recursive: true }));

describe('AirWriter', () => {
  it('writes what our own reader takes for the advert it was', async () => {
    const [record] = await written(ADVERT);
    expect(record?.timeMs).toBe(START_MS);
    const heard = record?.link(record);
    expect(heard).toEqual({
      kind: 'air',
      packet: { pdu: PDU, channelIndex: 38, rssiDbm: -61, role: undefined },
    });
    const [advert] = heard?.kind === 'air' ? new AirListener().hear(heard.packet, 0) : [];
    expect(advert).toMatchObject({ address: 'A4:C1:38:00:00:01', rssiDbm: -61 });
  });

  it.each([0, 10, 11, 36, 37, 39])('keeps channel index %i', async (channelIndex) => {
    const [record] = await written({ ...ADVERT, channel: channelIndex });
    expect(record?.link(record)).toMatchObject({ packet: { channelIndex } });
  });

  it.each(Object.values(Coding))('keeps the PDU in coding %i', async (coding) => {
    const [record] = await written({ ...ADVERT, coding });
    expect(record?.link(record)).toMatchObject({ kind: 'air', packet: { pdu: PDU } });
  });

  it('marks a packet that was disturbed', async () => {
    const [record] = await written({ ...ADVERT, isIntact: false });
    expect(record?.link(record)).toEqual({ kind: 'dropped', reason: 'wrongCrc' });
  });

  it('writes the data of links, which holds no advert', async () => {
    const records = await written(
      DATA,
      { ...DATA, direction: 'toPeripheral' },
      { ...DATA, direction: 'toCentral', pdu: CIPHER, plainPdu: DATA.pdu },
    );
    expect(records.map((record) => record.link(record))).toEqual([undefined, undefined, undefined]);
  });

  it('writes byte for byte what the format says', async () => {
    await using writer = await AirWriter.create(path);
    await writer.append({ ...DATA, direction: 'toCentral', pdu: CIPHER, plainPdu: DATA.pdu });
    await writer.flush();
    expect(toHex(await readFile(path))).toBe(
      toHex(
        fromHex(`
          d4c3b2a1 0200 0400 00000000 00000000 ffff0000 00010000
          00f15365 96000000 1a000000 1a000000
          0d 00 00 00 2a5d6550 993d
          2a5d6550 02 07 0300 0400 0a0300 dce828`),
      ),
    );
  });

  it.each([-1, 40, 0.5])('refuses channel index %d', async (channel) => {
    await expect(written({ ...ADVERT, channel })).rejects.toThrow(UsageError);
  });

  it('takes no packets once it is closed', async () => {
    const writer = await AirWriter.create(path);
    await writer.close();
    await writer.close();
    await expect(writer.append(ADVERT)).rejects.toThrow(`${path} is closed`);
  });
});

describe('recordAir', () => {
  it('has all that was heard in the file when it stops', async () => {
    await using writer = await AirWriter.create(path);
    const recorder = recordAir(writer, { clock: new VirtualClock() });
    recorder.hear(ADVERT);
    recorder.hear(DATA);
    await recorder.stop();
    expect(await recordsOf()).toHaveLength(2);
  });

  it('says once that the file takes no more', async () => {
    const lines: string[] = [];
    const log: Log = { ...silentLog, error: (code) => lines.push(code) };
    const writer = await AirWriter.create(path);
    const clock = new VirtualClock();
    const recorder = recordAir(writer, { clock, log });
    await writer.close();
    recorder.hear(ADVERT);
    recorder.hear(ADVERT);
    await clock.advance(1000);
    recorder.hear(ADVERT);
    await recorder.stop();
    expect(lines).toEqual(['RECORDING_ENDED']);
  });
});

async function written(...packets: readonly AirFacts[]) {
  {
    await using writer = await AirWriter.create(path);
    for (const facts of packets) await writer.append(facts);
  }
  return recordsOf();
}

async function recordsOf() {
  const cutter = new CaptureCutter();
  const records = [...cutter.push(new Uint8Array(await readFile(path)))];
  cutter.end();
  return records;
}

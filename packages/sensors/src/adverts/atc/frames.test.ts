import { fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../../bind-key.ts';
import type { Values } from '../../quantities.ts';
import { frameOf } from '../../vectors/format.contract.ts';
import { type AdvertLine, adverts } from '../../vectors/vectors.contract.ts';
import { pvvxFrame } from '../pvvx/pvvx.ts';
import { pvvxEncryptedFrame } from '../pvvx/pvvx-encrypted.ts';
import { flagsOf } from '../pvvx/trigger-flags.ts';
import { atcEncryptedFrame } from './atc-encrypted.ts';
import { type AtcReport, atcFrame } from './atc1441.ts';
import { serviceData181a } from './service-data-181a.ts';

const ADDRESS = parseAddress('A4:C1:38:AA:BB:CC');
const KEY = new BindKey(fromHex('aa'.repeat(16)));

describe('frames of 0x181a', () => {
  it.each(opened('atc1441'))('send %s byte for byte: ATC1441', (_, line) => {
    expect(toHex(atcFrame(reportOf(line)))).toBe(line.serviceData['181a']);
  });

  it.each(opened('pvvx'))('send %s byte for byte: pvvx', (_, line) => {
    const report = { ...reportOf(line), flags: Number(line.expect.flagsRaw) };
    expect(toHex(pvvxFrame(report))).toBe(line.serviceData['181a']);
  });

  it.each(opened('atc1441-encrypted'))('send %s byte for byte: ATC1441 encrypted', (_, line) => {
    const { triggerFlags } = line.expect as Values;
    const report = { ...reportOf(line), key: keyOf(line) };
    const frame = atcEncryptedFrame({ ...report, triggerOut: triggerFlags?.triggerOut === true });
    expect(toHex(frame)).toBe(line.serviceData['181a']);
  });

  it.each(opened('pvvx-encrypted'))('send %s byte for byte: pvvx encrypted', (_, line) => {
    const flags = Number(line.expect.flagsRaw);
    const report = { ...reportOf(line), key: keyOf(line), flags };
    expect(toHex(pvvxEncryptedFrame(report))).toBe(line.serviceData['181a']);
  });

  it('is read as what was sent', () => {
    const report = {
      address: ADDRESS,
      temperature: -7.5,
      humidity: 40,
      battery: 81,
      packetId: 255,
    };
    const triggerFlags = { reed: true, triggerOut: false, triggerControl: true };
    const flags = flagsOf(triggerFlags);
    expect(flags).toBe(0b101);
    for (const frame of [
      atcFrame({ ...report, voltage: 2.9 }),
      atcEncryptedFrame({ ...report, key: KEY }),
      pvvxFrame({ ...report, voltage: 2.9 }),
      pvvxFrame({ ...report, voltage: 2.9, flags }),
      pvvxEncryptedFrame({ ...report, key: KEY, flags }),
    ]) {
      const measurement = frameOf(serviceData181a, 0x181a, frame, ADDRESS, KEY);
      expect(measurement?.values).toMatchObject({ temperature: -7.5, humidity: 40, battery: 81 });
      expect(measurement?.sequence.packet).toBe(255);
      expect(measurement?.address).toBe(ADDRESS);
    }
  });

  it('refuse a key of 12 bytes without showing it', () => {
    const key = new BindKey(fromHex('ab'.repeat(12)));
    const report = { address: ADDRESS, temperature: 20, humidity: 40, battery: 81, packetId: 1 };
    expect(() => pvvxEncryptedFrame({ ...report, key })).toThrow('a [key of 12 bytes] cannot seal');
  });
});

/** Known answers of one form that were read without fault. */
function opened(family: AdvertLine['expect']['family']) {
  return adverts(family)
    .filter((line) => line.expect.error === undefined)
    .map((line) => [line.id, line] as const);
}

function reportOf(line: AdvertLine): AtcReport {
  // The cast holds since the expectation names the values as the report does; pvvx has the same.
  return { ...line.expect, address: parseAddress(line.mac) } as unknown as AtcReport;
}

function keyOf({ bindKey = '' }: AdvertLine): BindKey {
  return new BindKey(fromHex(bindKey));
}

import { parseAddress, toHex, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { NUMBERS, type Values } from '../../quantities.ts';
import { frameOf } from '../../vectors/format.contract.ts';
import { adverts } from '../../vectors/vectors.contract.ts';
import { qingpingFrame } from './frames.ts';
import { qingpingFormat } from './qingping.ts';

const ADDRESS = parseAddress('58:2D:34:10:44:B2');

describe('qingpingFrame', () => {
  // Frames whose battery has its top bit set, that say the door twice, or that order their objects
  // in another way than we do.
  const special = new Set(['cgd1-010', 'cgh1-004', 'cgp1w-001', 'cgp1w-004', 'unknown-006']);
  const regular = adverts('qingping').filter(
    ({ id, expect: { packetId } }) => !special.has(id) && packetId === undefined,
  );

  it.each(regular.map((line) => [line.id, line] as const))('sends %s byte for byte', (_, line) => {
    const { deviceType, control, payloadMac } = line.expect;
    const values = Object.fromEntries(
      Object.entries(line.expect).filter(([name]) => name in NUMBERS),
      // The cast holds since only numbers are left, by their names.
    ) as Values;
    const frame = qingpingFrame({
      deviceType: Number(deviceType),
      control: Number(control),
      address: parseAddress(String(payloadMac)),
      values,
    });
    expect(toHex(frame)).toBe(line.serviceData.fdcd ?? line.serviceData.fff9);
  });

  it.each<Values>([
    { temperature: -5.5, humidity: 40.1, battery: 99 },
    { temperature: 20, humidity: 40, battery: 99, pressure: 1013.2 },
    { temperature: 20, humidity: 40, pm25: 12, pm10: 14, co2: 800 },
    { motion: true, illuminance: 70_000 },
    { motion: false, illuminance: 0 },
    { illuminance: 100_000, battery: 5 },
    { light: true },
    { opening: true },
    { opening: true, doorLeftOpen: true },
    { opening: false, doorLeftOpen: false },
  ])('says %j in a way that is read as it was meant', (values) => {
    const frame = qingpingFrame({ deviceType: 0x12, address: ADDRESS, values, packetId: 200 });
    const measurement = frameOf(qingpingFormat(new Map()), 0xfdcd, frame, ADDRESS);
    expect(measurement?.values).toEqual(values);
    expect(measurement?.sequence.packet).toBe(200);
  });

  it.each<Values>([{ temperature: 20 }, { tvoc: 3 }, { pressure: 7000 }])(
    'refuses %j',
    (values) => {
      expect(() => qingpingFrame({ deviceType: 0x12, address: ADDRESS, values })).toThrow(
        UsageError,
      );
    },
  );
});

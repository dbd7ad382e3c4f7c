import { decode, encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { adverts } from '../../vectors/vectors.contract.ts';
import type { MassUnit } from './mass.ts';
import { miScale1, miScale1Frame, scale1 } from './mi-scale1.ts';
import { miScale2, miScale2Frame, scale2 } from './mi-scale2.ts';
import { scaleTimeOf } from './scale-time.ts';

formatContract(miScale1, 'miscale-v1');
formatContract(miScale2, 'miscale-v2');

const ADDRESS = parseAddress('50:FB:19:1B:B5:DC');
const time = scaleTimeOf(Date.UTC(2022, 1, 14, 16, 41, 58));

describe('fields of Mi scales', () => {
  it.each(adverts('miscale-v1').map(({ serviceData }) => serviceData['181d']))(
    'write %s as it was read',
    (hex = '') => expect(toHex(encode(scale1, decode(scale1, fromHex(hex))))).toBe(hex),
  );

  it.each(adverts('miscale-v2').map(({ serviceData }) => serviceData['181b']))(
    'write %s as it was read',
    (hex = '') => expect(toHex(encode(scale2, decode(scale2, fromHex(hex))))).toBe(hex),
  );
});

describe('miScale1Frame', () => {
  it('sends a frame that a scale sent, byte for byte', () => {
    const report = { massKg: 61.75, unit: 'kg', isStable: true, isRemoved: false, time } as const;
    expect(toHex(miScale1Frame(report))).toBe('223e30e607020e10293a');
  });

  it.each<[MassUnit, number]>([
    ['kg', 61.75],
    ['jin', 61.75],
    ['lb', 61.7521],
  ])('is read as kilograms whatever the unit is: %s', (unit, mass) => {
    const frame = miScale1Frame({ massKg: 61.75, unit, isStable: true, isRemoved: false, time });
    const values = frameOf(miScale1, 0x181d, frame, ADDRESS)?.values;
    expect(values?.massUnit).toBe(unit);
    expect(values?.mass).toBeCloseTo(mass, 3);
  });
});

describe('miScale2Frame', () => {
  it('sends impedance once it is measured, and a scale’s own bytes', () => {
    const report = { massKg: 72.45, unit: 'kg', isStable: true, isRemoved: false, time } as const;
    expect(toHex(miScale2Frame({ ...report, impedance: 503 }))).toBe('0226e607020e10293af7019a38');
    expect(frameOf(miScale2, 0x181b, miScale2Frame(report), ADDRESS)?.values).toEqual({
      massUnstabilized: 72.45,
      mass: 72.45,
      massUnit: 'kg',
      stabilized: true,
      removed: false,
    });
  });

  it.each([
    { isStable: false, isRemoved: false },
    { isStable: true, isRemoved: true },
  ])('gives no mass while it moves, and none of who has left: %j', (state) => {
    const frame = miScale2Frame({ massKg: 72.45, unit: 'kg', impedance: 503, time, ...state });
    const values = frameOf(miScale2, 0x181b, frame, ADDRESS)?.values;
    expect(values).toMatchObject({ massUnstabilized: 72.45 });
    expect(values).not.toHaveProperty('mass');
    expect(values).not.toHaveProperty('impedance');
  });
});

describe('Mi scales', () => {
  it('leave frames of other lengths to other scales', () => {
    expect(frameOf(miScale1, 0x181d, fromHex('223e30e607020e1029'), ADDRESS)).toBeUndefined();
    expect(frameOf(miScale2, 0x181b, fromHex('0226e607020e10293af7019a'), ADDRESS)).toBeUndefined();
  });
});

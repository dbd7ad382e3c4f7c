import { fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { adverts } from '../../vectors/vectors.contract.ts';
import { type HhccReport, hhcc, hhccFrame } from './hhcc.ts';

formatContract(hhcc, 'hhcc-fd50');

const ADDRESS = parseAddress('DC:23:4D:E5:5B:FC');

describe('hhcc', () => {
  it('leaves frames of other lengths to other devices of Tuya', () => {
    expect(frameOf(hhcc, 0xfd50, fromHex('6000d20002246400'), ADDRESS)).toBeUndefined();
    expect(frameOf(hhcc, 0xfd50, fromHex('6000d200022464000000'), ADDRESS)).toBeUndefined();
  });
});

describe('hhccFrame', () => {
  it.each(adverts('hhcc-fd50').map((line) => [line.id, line] as const))(
    'sends %s byte for byte',
    (_, line) => {
      // The cast holds since the line has all five values.
      expect(toHex(hhccFrame(line.expect as unknown as HhccReport))).toBe(line.serviceData.fd50);
    },
  );

  it('sends frost', () => {
    const report = { moisture: 3, temperature: -4.5, illuminance: 9, battery: 80, conductivity: 7 };
    expect(frameOf(hhcc, 0xfd50, hhccFrame(report), ADDRESS)?.values).toEqual(report);
  });
});

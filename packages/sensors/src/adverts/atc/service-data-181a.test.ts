import { fromHex, parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { describeMeasurement } from '../../decoded-line.ts';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { serviceData181a } from './service-data-181a.ts';

formatContract(serviceData181a, 'atc1441', 'atc1441-encrypted', 'pvvx', 'pvvx-encrypted');

describe('serviceData181a', () => {
  it('reads pvvx frames of 14 bytes, which have no flags', () => {
    const found = read('ccbbaa38c1a4 6c07 fa13 d60a 52 09');
    expect(found).toMatchObject({ family: 'pvvx', temperature: 19, humidity: 51.14, packetId: 9 });
    expect(found).not.toHaveProperty('flagsRaw');
    expect(found).not.toHaveProperty('triggerFlags');
  });

  it.each(['ccbbaa38c1a4 5608 8318 bf', 'a4c138aabbcc 5608 8318 bf'])(
    'takes %s for another maker’s: an encrypted frame does not begin with its MAC',
    (hex) => {
      expect(read(hex)).toEqual({
        family: '181a-unknown',
        encrypted: false,
        error: 'unsupported_length',
      });
    },
  );

  it.each([0, 2, 7, 9, 10, 12, 16, 18])('does not support frames of %i bytes', (length) => {
    const found = read('00'.repeat(length));
    expect(found).toMatchObject({ family: '181a-unknown', error: 'unsupported_length' });
  });

  it('reports both addresses when a frame states another than its sender’s', () => {
    expect(read('a4c138000001 00ce 33 43 0a6e c3')).toMatchObject({
      payloadMac: 'A4:C1:38:00:00:01',
      macMismatch: true,
    });
  });
});

function read(hex: string): Record<string, unknown> {
  const address = parseAddress('A4:C1:38:AA:BB:CC');
  const measurement = frameOf(serviceData181a, 0x181a, fromHex(hex), address);
  return measurement ? describeMeasurement(measurement) : {};
}

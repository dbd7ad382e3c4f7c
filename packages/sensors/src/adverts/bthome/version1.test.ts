import { fromHex, parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { describeMeasurement } from '../../decoded-line.ts';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { bthome1 } from './version1.ts';

formatContract(bthome1, 'bthome-v1');

describe('bthome1', () => {
  it('takes the type from the control byte and the factor from the table', () => {
    // Humidity as one byte, temperature as float.
    expect(read('020332 45020000c841')).toMatchObject({ humidity: 0.5, temperature: 0.25 });
  });

  it('skips an unknown id by its length', () => {
    expect(read('03990102 020155')).toMatchObject({
      battery: 85,
      objects: [
        { id: '0x99', hex: '0102' },
        { id: '0x01', hex: '55' },
      ],
      unknownObjects: ['0x99'],
    });
  });

  it('skips an object of length 0', () => {
    expect(read('00 020155')).toMatchObject({ battery: 85, objects: [{ id: '0x01', hex: '55' }] });
  });

  it('gives nothing of a float that is no number', () => {
    const found = read('45020000c07f');
    expect(found).toMatchObject({ unknownObjects: ['0x02'] });
    expect(found).not.toHaveProperty('temperature');
  });

  it('reads an address, which has no id', () => {
    expect(read('020155 86a6808fe64854')).toMatchObject({
      battery: 85,
      payloadMac: '54:48:E6:8F:80:A6',
      macMismatch: true,
    });
  });

  it('keeps what came before an object that runs over the end', () => {
    expect(read('020155 2302ca')).toMatchObject({ battery: 85, truncatedObject: true });
  });
});

function read(hex: string): Record<string, unknown> {
  const measurement = frameOf(bthome1, 0x181c, fromHex(hex), parseAddress('A4:C1:38:8D:18:B2'));
  return measurement ? describeMeasurement(measurement) : {};
}

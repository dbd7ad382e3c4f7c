import { fromHex, parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../../bind-key.ts';
import { describeMeasurement } from '../../decoded-line.ts';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { bthome2 } from './version2.ts';

formatContract(bthome2, 'bthome-v2');

const ADDRESS = parseAddress('54:48:E6:8F:80:A5');
const KEY = '231d39c1d7cc1ab1aee224cd096db932';

describe('bthome2', () => {
  it('counts two ids of one quantity together, in the order of the air', () => {
    expect(read('40 45fa00 02ca09 5719')).toMatchObject({
      temperature_1: 25,
      temperature_2: 25.06,
      temperature_3: 25,
    });
  });

  it('stops at an unknown id and keeps what came before', () => {
    expect(read('40 0164 fe01 02ca09')).toMatchObject({
      battery: 100,
      objects: [{ id: '0x01', hex: '64' }],
      unknownObjects: ['0xfe'],
    });
  });

  it('marks text that runs over the end', () => {
    expect(read('40 0164 530548')).toMatchObject({ battery: 100, truncatedObject: true });
    expect(read('40 0164 53')).toMatchObject({ battery: 100, truncatedObject: true });
  });

  it('reports the address inside the frame when it is not the sender’s', () => {
    expect(read('42 a6808fe64854 0164')).toMatchObject({
      payloadMac: '54:48:E6:8F:80:A6',
      macMismatch: true,
      battery: 100,
    });
  });

  it('calls a frame whose address is cut short malformed', () => {
    expect(read('42 a6808fe648')).toMatchObject({ error: 'malformed' });
    expect(read('43 a6808fe648', KEY)).toMatchObject({ error: 'malformed' });
  });

  it('names the fault that comes first: version, key, its length, length, tag', () => {
    const tooShort = '41 00 00112233 78237214';
    expect(read('61 00')).toMatchObject({ error: 'unsupported_version', version: 3 });
    expect(read(tooShort)).toMatchObject({ error: 'missing_key' });
    expect(read(tooShort, KEY.slice(0, 24))).toMatchObject({ error: 'bad_key_length' });
    expect(read(tooShort, KEY)).toMatchObject({ error: 'malformed' });
    expect(read('41 a473 66c95f73 00112233', KEY)).toMatchObject({ error: 'auth_failed' });
  });

  it('gives the counter of an encrypted frame for the guard against replay once it is verified', () => {
    const good = fromHex('41 a47266c95f73 00112233 78237214');
    const key = new BindKey(fromHex(KEY));
    expect(frameOf(bthome2, 0xfcd2, good, ADDRESS, key)?.sequence.verified).toBe(0x33221100);
    const bad = fromHex('41 a47266c95f73 00112233 78237215');
    expect(frameOf(bthome2, 0xfcd2, bad, ADDRESS, key)?.sequence.verified).toBeUndefined();
  });
});

function read(hex: string, key?: string): Record<string, unknown> {
  const bindKey = key === undefined ? undefined : new BindKey(fromHex(key));
  const measurement = frameOf(bthome2, 0xfcd2, fromHex(hex), ADDRESS, bindKey);
  return measurement ? describeMeasurement(measurement) : {};
}

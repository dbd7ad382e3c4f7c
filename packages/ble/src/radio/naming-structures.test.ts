import { describe, expect, it } from 'vitest';
import { encode } from '../codec/index.ts';
import { toHex } from '../core/index.ts';
import { adStructures, localNameOf } from './ad-structures.ts';
import { serviceUuidsOf } from './advertised-services.ts';
import { completeName, serviceUuids } from './naming-structures.ts';

const LONG = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';

describe('completeName', () => {
  it('is what others read as the local name', () => {
    const data = encode(adStructures, [completeName('Küche')]);
    expect(toHex(data)).toBe('07094bc3bc636865');
    expect(localNameOf(data)).toBe('Küche');
  });
});

describe('serviceUuids', () => {
  it.each([
    [['180f', '180a'], '05030f180a18'],
    [[LONG], '11079ecadc240ee5a9e093f3a3b50100406e'],
    [['12345678'], '050578563412'],
    [[], ''],
  ])('lists %j as %s', (uuids, hex) => {
    expect(toHex(encode(adStructures, serviceUuids(uuids)))).toBe(hex);
  });

  it('keeps each length in a list of its own, for others to read', () => {
    const data = encode(adStructures, serviceUuids([LONG, '180f']));
    expect(serviceUuidsOf(data)).toEqual(['180f', LONG]);
  });
});

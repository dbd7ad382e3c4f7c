import { describe, expect, it } from 'vitest';
import { fromHex } from '../core/index.ts';
import { Advert } from './advert.ts';

const FACTS = {
  address: 0xa4c138000001,
  addressType: 'public',
  data: fromHex('020106'),
  timeMs: 1_700_000_000_000,
} as const;

describe('Advert', () => {
  it('is plain when it is told no more than it must be', () => {
    expect(new Advert(FACTS)).toMatchObject({
      addressValue: 0xa4c138000001,
      address: 'A4:C1:38:00:00:01',
      addressType: 'public',
      data: fromHex('020106'),
      timeMs: 1_700_000_000_000,
      steadyMs: 1_700_000_000_000,
      rssiDbm: undefined,
      isConnectable: false,
      isScanResponse: false,
      isExtended: false,
      isTruncated: false,
      sid: undefined,
      txPowerDbm: undefined,
    });
  });

  it('keeps all that it is told', () => {
    const facts = {
      rssiDbm: -60,
      isConnectable: true,
      isScanResponse: true,
      isExtended: true,
      isTruncated: true,
      sid: 3,
      txPowerDbm: 4,
    };
    expect(new Advert({ ...FACTS, ...facts })).toMatchObject(facts);
  });

  it('writes its address out once', () => {
    const advert = new Advert({ ...FACTS, address: 0x0a });
    expect([advert.address, advert.address]).toEqual(['00:00:00:00:00:0A', '00:00:00:00:00:0A']);
  });
});

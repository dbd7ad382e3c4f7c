import { describe, expect, it } from 'vitest';
import { identityFor } from './tasmota-identity.ts';

describe('identityFor', () => {
  it('makes an address of one device that nobody assigned, and the topic as Tasmota makes it', () => {
    expect(identityFor('ff0102a1b2c3')).toEqual({
      mac: 'F20102A1B2C3',
      address: 'F2:01:02:A1:B2:C3',
      topic: 'tasmota_A1B2C3',
    });
  });
});

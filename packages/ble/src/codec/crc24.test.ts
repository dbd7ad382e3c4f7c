import { describe, expect, it } from 'vitest';
import { crc24 } from './crc24.ts';

describe('crc24', () => {
  it('gives the check value that CRC-24/BLE is known by', () => {
    expect(crc24(new TextEncoder().encode('123456789'), 0x555555)).toBe(0xc25a56);
  });

  it('gives the initial value with its bits turned round for no bytes at all', () => {
    expect(crc24(new Uint8Array(0), 0x000001)).toBe(0x800000);
  });
});

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../core/index.ts';
import { databaseHash } from './database-hash.ts';

/** The example of Vol 3, Part G, Appendix B; values that do not count are left out. */
const EXAMPLE = [
  [0x0001, '2800', '0018'],
  [0x0002, '2803', '0a0300002a'],
  [0x0003, '2a00', ''],
  [0x0004, '2803', '020500012a'],
  [0x0005, '2a01', ''],
  [0x0006, '2800', '0118'],
  [0x0007, '2803', '200800052a'],
  [0x0008, '2a05', ''],
  [0x0009, '2902', '0200'],
  [0x000a, '2803', '0a0b00292b'],
  [0x000b, '2b29', ''],
  [0x000c, '2803', '020d002a2b'],
  [0x000d, '2b2a', ''],
  [0x000e, '2800', '0818'],
  [0x000f, '2802', '140016000f18'],
  [0x0010, '2803', 'a21100182a'],
  [0x0011, '2a18', ''],
  [0x0012, '2902', '0000'],
  [0x0013, '2900', '0000'],
  [0x0014, '2801', '0f18'],
  [0x0015, '2803', '021600192a'],
  [0x0016, '2a19', '64'],
] as const;

describe('databaseHash', () => {
  it('gives the hash of the example (Vol 3, Part G, Appendix B)', () => {
    const attributes = EXAMPLE.map(([handle, type, hex]) => ({
      handle,
      type,
      value: fromHex(hex),
    }));
    expect(toHex(databaseHash(attributes).toReversed())).toBe('f1ca2d48ecf58bac8a8830bbb9fba990');
  });
});

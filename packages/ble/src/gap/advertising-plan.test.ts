import { describe, expect, it } from 'vitest';
import { fromHex, toHex, UsageError } from '../core/index.ts';
import { AdType } from '../radio/index.ts';
import { advertisingPlan } from './advertising-plan.ts';

const NAME = { type: AdType.completeName, data: fromHex('414243') };

describe('advertisingPlan', () => {
  it('puts flags in front of connectable adverts, and of no others', () => {
    expect(toHex(advertisingPlan({ data: [NAME], isConnectable: true }).data)).toBe(
      '0201060409414243',
    );
    expect(toHex(advertisingPlan({ data: [NAME] }).data)).toBe('0409414243');
  });

  it('leaves flags alone that are there', () => {
    const flags = { type: AdType.flags, data: Uint8Array.of(0x05) };
    const { data } = advertisingPlan({ data: [NAME, flags], isConnectable: true });
    expect(toHex(data)).toBe('0409414243020105');
  });

  it('counts the interval in 0.625 ms, 100 ms where none is given', () => {
    expect(advertisingPlan({ intervalMs: 20 }).interval).toBe(32);
    expect(advertisingPlan({}).interval).toBe(160);
  });

  it('takes 31 bytes of legacy and 1650 of extended advertising (Vol 6, Part B, 2.3.4.9)', () => {
    expect(advertisingPlan({ data: structure(31) }).data).toHaveLength(31);
    expect(() => advertisingPlan({ data: structure(32) })).toThrow(/32 bytes, where 31 fit/);
    const many = Array.from({ length: 10 }, () => structure(165)).flat();
    expect(advertisingPlan({ data: many, isExtended: true }).data).toHaveLength(1650);
    const more = [...many, ...structure(2)];
    expect(() => advertisingPlan({ data: more, isExtended: true })).toThrow(UsageError);
  });

  it.each([
    [{ intervalMs: 19 }],
    [{ intervalMs: 10_241 }],
    [{ intervalMs: Number.NaN }],
    [{ phy: '2M' as const }],
    [{ isExtended: true, data: [NAME], scanResponse: [NAME] }],
    [{ isExtended: true, isConnectable: true, scanResponse: [NAME] }],
  ])('refuses %o', (options) => {
    expect(() => advertisingPlan(options)).toThrow(UsageError);
  });
});

/** Advertising data of so many bytes. */
function structure(length: number) {
  return [{ type: 0xff, data: new Uint8Array(length - 2) }];
}

import { describe, expect, it } from 'vitest';
import { addressBehind, readForwarding } from './forwarded.ts';

describe('readForwarding', () => {
  it.each([
    ['192.0.2.43', ['192.0.2.43']],
    ['192.0.2.43:4711', ['192.0.2.43']],
    ['2001:DB8::1', ['2001:db8::1']],
    ['[2001:db8::1]:4711', ['2001:db8::1']],
    ['::ffff:192.0.2.43', ['192.0.2.43']],
    ['192.0.2.43, 198.51.100.17', ['192.0.2.43', '198.51.100.17']],
    ['unknown', [undefined]],
    ['', [undefined]],
    ['1.2.3.4.5, <script>', [undefined, undefined]],
  ])('takes X-Forwarded-For: %s', (xForwardedFor, addresses) => {
    expect(readForwarding({ xForwardedFor }).addresses).toEqual(addresses);
  });

  it.each([
    ['for=192.0.2.43', ['192.0.2.43'], false],
    ['For="[2001:db8:cafe::17]:4711"', ['2001:db8:cafe::17'], false],
    ['for=192.0.2.60;proto=HTTPS;by=203.0.113.43', ['192.0.2.60'], true],
    ['for=192.0.2.43, for="198.51.100.17"', ['192.0.2.43', '198.51.100.17'], false],
    ['for="a,b;c", for=192.0.2.1', [undefined, '192.0.2.1'], false],
    ['for="\\"192.0.2.1', [undefined, undefined, undefined], false],
    ['nonsense', [undefined], false],
  ])('takes Forwarded as RFC 7239 has it: %s', (forwarded, addresses, isSecure) => {
    expect(readForwarding({ forwarded })).toMatchObject({ addresses, isSecure });
  });

  it('reads what is long and hostile in no time', () => {
    const startedMs = performance.now();
    for (const forwarded of ['"'.repeat(16_000), '"\\'.repeat(8_000), 'for='.repeat(4_000)]) {
      expect(readForwarding({ forwarded }).addresses).toEqual([]);
    }
    expect(readForwarding({ xForwardedFor: '1,'.repeat(8_000) }).addresses).toHaveLength(16);
    expect(performance.now() - startedMs).toBeLessThan(200);
  });
});

const isProxy = (address: string) => address.startsWith('10.');

describe('addressBehind', () => {
  it.each([
    ['203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['192.168.1.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['nobody, 10.0.0.2', ''],
  ])('is the last that is no proxy of ours: %s, %s', (xForwardedFor, wanted) => {
    expect(addressBehind('10.0.0.1', readForwarding({ xForwardedFor }), isProxy)).toBe(wanted);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import {
  AdType,
  adStructures,
  localNameOf,
  manufacturerData,
  serviceData16,
  walkAdStructures,
} from './ad-structures.ts';

/** Structures as `type:data`, and whether the walk found the last one whole. */
const WALKS = [
  ['', [], true],
  ['020106', ['1:06'], true],
  ['020106 0416 95fe aa', ['1:06', '22:95feaa'], true],
  ['0101', ['1:'], true],
  // A length of zero ends the advertisement, whatever follows (Vol 3, Part C, 11).
  ['020106 00 020a04', ['1:06'], true],
  ['00', [], true],
  // A length that overruns.
  ['020106 0516 95fe aa', ['1:06'], false],
  ['020106 02', ['1:06'], false],
  ['ff', [], false],
] as const;

describe('walkAdStructures', () => {
  it.each(WALKS)('finds in %j the structures %j', (hex, expected, isWhole) => {
    const found: string[] = [];
    const result = walkAdStructures(fromHex(hex), (type, structure) => {
      found.push(`${type}:${toHex(structure.rest())}`);
    });
    expect([found, result]).toEqual([expected, isWhole]);
  });

  it('goes on behind a structure, however much of it was read', () => {
    const found: number[] = [];
    walkAdStructures(fromHex('0316beef 0409414243 020106'), (type, structure) => {
      found.push(type);
      if (type === AdType.serviceData16) structure.u8();
    });
    expect(found).toEqual([AdType.serviceData16, AdType.completeName, AdType.flags]);
  });

  it('lets nobody read beyond the structure', () => {
    walkAdStructures(fromHex('0316beef 00 01'), (_, structure) => {
      expect(() => structure.view(3)).toThrow(new DecodeError('needs 3 bytes, has 2', 2));
    });
    expect.assertions(1);
  });
});

describe('adStructures', () => {
  const SAMPLES = [
    ['', []],
    ['020106', [{ type: AdType.flags, data: fromHex('06') }]],
    [
      '0101 0409414243',
      [
        { type: 1, data: fromHex('') },
        { type: 9, data: fromHex('414243') },
      ],
    ],
    ['0516 95fe 0102', [serviceData16(0xfe95, fromHex('0102'))]],
    ['04ff 8f03 aa', [manufacturerData(0x038f, fromHex('aa'))]],
  ] as const;

  it.each(SAMPLES)('reads %j', (hex, structures) => {
    expect(decode(adStructures, fromHex(hex))).toEqual(structures);
  });

  it.each(SAMPLES)('writes %j', (hex, structures) => {
    expect(toHex(encode(adStructures, structures))).toBe(toHex(fromHex(hex)));
  });

  it.each([
    ['020106 00 020a04', '020106'],
    ['020106 0516', '020106'],
    ['02', ''],
  ])('reads of %s what is whole: %j', (hex, whole) => {
    expect(decode(adStructures, fromHex(hex))).toEqual(decode(adStructures, fromHex(whole)));
  });

  it('refuses to write more than a length octet can count', () => {
    expect(encode(adStructures, [{ type: 9, data: new Uint8Array(254) }])).toHaveLength(256);
    expect(() => encode(adStructures, [{ type: 9, data: new Uint8Array(255) }])).toThrow(
      UsageError,
    );
  });

  it('reads back what it writes', () => {
    const structure = fc.record({ type: fc.nat(255), data: fc.uint8Array({ maxLength: 254 }) });
    fc.assert(
      fc.property(fc.array(structure), (structures) => {
        expect(decode(adStructures, encode(adStructures, structures))).toEqual(structures);
      }),
    );
  });

  it('takes any bytes, and finds no more in them than there are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300, size: 'max' }), (bytes) => {
        const written = encode(adStructures, decode(adStructures, bytes));
        expect(toHex(bytes).startsWith(toHex(written))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('localNameOf', () => {
  it.each([
    ['no name', '020106', undefined],
    ['a whole name', '020106 0409 414243', 'ABC'],
    ['a shortened one', '0308 4142', 'AB'],
    ['both, the whole one first', '0409 414243 0308 4142', 'ABC'],
    ['both, the whole one last', '0308 4142 0409 414243', 'ABC'],
    ['an empty one', '0109', undefined],
    ['an empty one and a shortened one', '0109 0308 4142', 'AB'],
    ['one that is cut off', '0509 414243', undefined],
    ['UTF-8', '0609 4bc3bc63 68', 'Küch'],
    ['bytes that are no UTF-8', '0409 41ff42', 'A\u{fffd}B'],
    ['NULs behind it', '0609 4142 000000', 'AB'],
    ['something behind a NUL', '0609 4142 004344', 'AB'],
    ['nothing but NULs', '0309 0000', undefined],
    // Escape sequences of terminals, line breaks, C1.
    ['control characters', '0c09 41 1b5b324a 0d0a 7f c29b 42', 'A[2JB'],
    ['nothing but control characters', '0309 1b07', undefined],
  ])('knows %s', (_, hex, name) => {
    expect(localNameOf(fromHex(hex))).toBe(name);
  });

  it('takes no more than the 248 bytes that a name can have (Vol 3, Part C, 12.1)', () => {
    const data = encode(adStructures, [
      { type: AdType.completeName, data: new Uint8Array(254).fill(0x41) },
    ]);
    expect(localNameOf(data)).toBe('A'.repeat(248));
  });
});

import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddressValue,
  fromHex,
  parseAddress,
  randomKindOf,
  UsageError,
} from '../core/index.ts';
import { AddressResolver, makeResolvable, resolves } from './rpa.ts';

/** Core Spec v5.4, Vol 3, Part H, D.7: sample data of function ah. */
const IRK = fromHex('ec0234a357c8ad05341010a60a397d9b');
const ADDRESS = parseAddress('70:81:94:0D:FB:AA');

const irks = fc.uint8Array({ minLength: 16, maxLength: 16 });
const randoms = fc.nat(0x3f_ff_ff);

describe('resolves', () => {
  it('gives the answer of the sample data (Vol 3, Part H, D.7)', () => {
    expect(resolves(IRK, ADDRESS)).toBe(true);
  });

  it('does not resolve the sample with the bytes of its key turned round', () => {
    expect(resolves(IRK.toReversed(), ADDRESS)).toBe(false);
  });

  it.each(['30', 'B0', 'F0'])(
    'refuses %s:81:94:…, whose two top bits are not 01 (Vol 6, Part B, 1.3.2)',
    (top) => {
      const rest = '81:94:0D:FB:AA';
      expect(resolves(IRK, parseAddress(`${top}:${rest}`))).toBe(false);
    },
  );

  it('refuses an address in which one bit of the hash is wrong', () => {
    for (let bit = 0; bit < 24; bit++) {
      const wrong = ADDRESS + (Math.floor(ADDRESS / 2 ** bit) % 2 === 0 ? 2 ** bit : -(2 ** bit));
      expect(resolves(IRK, wrong)).toBe(false);
    }
  });

  it.each([0, 15, 17, 32])('refuses a key of %d bytes', (length) => {
    expect(() => resolves(new Uint8Array(length), ADDRESS)).toThrow(UsageError);
  });
});

describe('makeResolvable', () => {
  it('makes the address of the sample data', () => {
    expect(makeResolvable(IRK, 0x308194)).toBe(ADDRESS);
  });

  it('makes addresses as OpenSSL would, which their key resolves and another does not', () => {
    fc.assert(
      fc.property(irks, irks, randoms, (irk, other, random) => {
        const address = makeResolvable(irk, random);
        expect(address).toBe(madeByOpenSsl(irk, random));
        expect(randomKindOf(address)).toBe('resolvable');
        expect(resolves(irk, address)).toBe(true);
        expect(resolves(other, address)).toBe(madeByOpenSsl(other, random) === address);
      }),
      { numRuns: 500 },
    );
  });

  it.each([-1, 2 ** 22, 0.5, Number.NaN])('refuses %d, which is not 22 bits', (random) => {
    expect(() => makeResolvable(IRK, random)).toThrow(UsageError);
  });
});

describe('AddressResolver', () => {
  it('finds among many keys the one that made the address', () => {
    const resolver = new AddressResolver<number>();
    const keys = Array.from({ length: 500 }, (_, who) => irkOf(who));
    for (const [who, irk] of keys.entries()) resolver.add(irk, who);
    expect(resolver.size).toBe(500);
    for (const [who, irk] of keys.entries()) {
      expect(resolver.resolve(makeResolvable(irk, 1000 + who))).toBe(who);
    }
    expect(resolver.resolve(makeResolvable(irkOf(500), 7))).toBeUndefined();
  });

  it('knows nobody when it has no keys', () => {
    expect(new AddressResolver<string>().resolve(ADDRESS)).toBeUndefined();
  });

  it('tries an address again when a key was added, a stranger or not', () => {
    const resolver = resolverOf({ somebody: irkOf(1) });
    expect(resolver.resolve(ADDRESS)).toBeUndefined();
    resolver.add(IRK, 'phone');
    expect(resolver.resolve(ADDRESS)).toBe('phone');
    resolver.add(irkOf(2), 'watch');
    expect(resolver.resolve(ADDRESS)).toBe('phone');
  });

  it('does not know who was removed, nor any key of theirs', () => {
    const resolver = resolverOf({ phone: IRK, watch: irkOf(1) });
    const second = irkOf(2);
    resolver.add(second, 'phone');
    const addresses = [ADDRESS, makeResolvable(second, 5), makeResolvable(irkOf(1), 5)];
    const whose = () => addresses.map((address) => resolver.resolve(address));

    expect(whose()).toEqual(['phone', 'phone', 'watch']);
    resolver.remove('phone');
    expect(whose()).toEqual([undefined, undefined, 'watch']);
    expect(resolver.size).toBe(1);
    resolver.remove('nobody');
    expect(whose()).toEqual([undefined, undefined, 'watch']);
  });

  it('finds the other owner of a key when the first was removed', () => {
    const resolver = resolverOf({ first: IRK, second: IRK });
    expect(resolver.resolve(ADDRESS)).toBe('first');
    resolver.remove('first');
    expect(resolver.resolve(ADDRESS)).toBe('second');
  });

  it('knows again who was removed and added', () => {
    const resolver = resolverOf({ phone: IRK });
    resolver.remove('phone');
    expect(resolver.resolve(ADDRESS)).toBeUndefined();
    resolver.add(IRK, 'phone');
    expect(resolver.resolve(ADDRESS)).toBe('phone');
  });

  it('remembers the addresses of each kind that came last, and no more', () => {
    const resolver = new AddressResolver<string>(100);
    resolver.add(IRK, 'phone');
    for (let random = 1; random <= 60; random++) resolver.resolve(makeResolvable(IRK, random));
    expect(resolver.remembered).toBe(60);
    for (let random = 1; random <= 5000; random++) {
      resolver.resolve(makeResolvable(IRK, random));
      resolver.resolve(makeResolvable(irkOf(1), random));
    }
    expect(resolver.remembered).toBe(200);
  });

  it('forgets the oldest at once where there is to be less room', () => {
    const resolver = new AddressResolver<string>(100);
    resolver.add(IRK, 'phone');
    for (let random = 1; random <= 60; random++) {
      resolver.resolve(makeResolvable(IRK, random));
      resolver.resolve(makeResolvable(irkOf(1), random));
    }
    resolver.cacheSize = 10;
    expect(resolver.remembered).toBe(20);
    expect(resolver.resolve(makeResolvable(IRK, 1))).toBe('phone');
    expect(resolver.remembered).toBe(20);
  });

  it('remembers no address that can never resolve', () => {
    const resolver = resolverOf({ phone: IRK });
    resolver.resolve(parseAddress('C0:81:94:0D:FB:AA'));
    expect(resolver.remembered).toBe(0);
  });

  it.each([0, 1, 3])('stays right with room for %d addresses', (cacheSize) => {
    const resolver = new AddressResolver<string>(cacheSize);
    resolver.add(IRK, 'phone');
    for (let round = 0; round < 3; round++) {
      for (let random = 1; random < 9; random++) {
        expect(resolver.resolve(makeResolvable(IRK, random))).toBe('phone');
        expect(resolver.resolve(makeResolvable(irkOf(1), random))).toBeUndefined();
      }
    }
  });

  it('does not change the key, nor notice later changes of it', () => {
    const irk = IRK.slice();
    const resolver = resolverOf({ phone: irk });
    expect(irk).toEqual(IRK);
    irk.fill(0);
    expect(resolver.resolve(ADDRESS)).toBe('phone');
  });

  it('refuses a key of 15 bytes, and stays as it was', () => {
    const resolver = resolverOf({ phone: IRK });
    expect(() => resolver.add(new Uint8Array(15), 'watch')).toThrow(UsageError);
    expect([resolver.size, resolver.resolve(ADDRESS)]).toEqual([1, 'phone']);
  });
});

function resolverOf(keys: Readonly<Record<string, Uint8Array>>): AddressResolver<string> {
  const resolver = new AddressResolver<string>();
  for (const [who, irk] of Object.entries(keys)) resolver.add(irk, who);
  return resolver;
}

/** A key of its own for each number. */
function irkOf(number: number): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, i) => (number >> (8 * (i % 4))) ^ (i * 29));
}

/** Vol 6, Part B, 1.3.2.2: the random part, then what function ah makes of it. */
function madeByOpenSsl(irk: Uint8Array, random: number): AddressValue {
  const prand = 0x40_00_00 + random;
  const block = Buffer.alloc(16);
  block.writeUIntBE(prand, 13, 3);
  const hash = createCipheriv('aes-128-ecb', irk, null).update(block).readUIntBE(13, 3);
  return prand * 2 ** 24 + hash;
}

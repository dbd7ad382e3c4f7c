import { Reader } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../../bind-key.ts';
import { legacyKey, sealByOthers } from '../../vectors/proof.contract.ts';
import { isLegacy, nonceOf, type Opened, openObjects, sealObjects } from './cipher.ts';
import { type MiBeaconHead, readHead } from './frame.ts';

/** A frame with what its parts are known to be. */
interface Worked {
  readonly what: string;
  readonly head: string;
  readonly sealed: string;
  readonly mac: string;
  readonly key: string;
  readonly nonce: string;
  readonly plaintext: string;
  readonly counter: number;
}

const STANDARD: Worked = {
  what: 'a thermometer with a key of 16 bytes',
  head: '5858 5b05 50 f4830238c1a4',
  sealed: '95ef58763c 260000 97e2abb5',
  mac: 'A4:C1:38:02:83:F4',
  key: 'e9ea895fac7cca6d30532432a516f3a8',
  nonce: 'f4830238c1a4 5b05 50 260000',
  plaintext: '0610 02 d301',
  counter: 0x2650,
};

/** The same key as people type it who were told that keys have 16 bytes. */
const LENGTHENED: Worked = {
  what: 'a newer dimmer, its key lengthened by hand',
  head: '4850 b603 4f',
  sealed: '9ed68b74be06 0b0000 624226bb',
  mac: '70:C9:12:50:D3:5C',
  key: '5ab9badac3b1becfc5ef5dcdffffffff',
  nonce: '5cd35012c970 b603 4f 0b0000',
  plaintext: '0110 03 000103',
  counter: 0xb4f,
};

const LEGACY: Worked = {
  what: 'a dimmer of version 3',
  head: '5830 b603 36 8b98c54124f8',
  sealed: '8bb8f2661351 000000 d6',
  mac: 'F8:24:41:C5:98:8B',
  key: 'b853075158487ca39a5b5ea9',
  nonce: '5830 b603 36 000000 8b98c54124',
  plaintext: '0110 03 00ff04',
  counter: 0x36,
};

const EXAMPLES: readonly Worked[] = [
  STANDARD,
  {
    ...LENGTHENED,
    what: 'a newer dimmer with a key of 12 bytes',
    key: LENGTHENED.key.slice(0, 24),
  },
  LENGTHENED,
  LEGACY,
  {
    ...LEGACY,
    what: 'a dimmer of version 3, its key of 12 bytes made 16 by hand',
    key: 'b85307515848 8d3d3c97 7ca39a5b5ea9',
  },
  {
    ...LEGACY,
    what: 'another frame of it',
    head: '5830 b603 d2 8b98c54124f8',
    sealed: 'c3491476757e 000000 99',
    nonce: '5830 b603 d2 000000 8b98c54124',
    plaintext: '0110 03 000103',
    counter: 0xd2,
  },
];

describe('openObjects', () => {
  it.each(EXAMPLES)('opens $what', (example) => {
    const { nonce, plaintext, counter } = example;
    const opened = open(example);
    expect(opened.fault).toBeUndefined();
    expect(nonceUsed(example, opened)).toBe(toHex(fromHex(nonce)));
    expect(toHex(opened.plaintext ?? new Uint8Array())).toBe(toHex(fromHex(plaintext)));
    expect(opened.counter).toBe(counter);
  });

  it('opens nothing without a key', () => {
    expect(open({ ...STANDARD, key: undefined })).toMatchObject({
      fault: 'missing_key',
      plaintext: undefined,
    });
  });

  it.each([0, 1, 11, 13, 15, 17, 24, 32])('has no use for a key of %i bytes', (length) => {
    for (const example of [STANDARD, LEGACY]) {
      expect(open({ ...example, key: 'ab'.repeat(length) })).toMatchObject({
        fault: 'bad_key_length',
        plaintext: undefined,
      });
    }
  });

  it.each([
    ['version 5', STANDARD, 2 + 3 + 4],
    ['the legacy cipher', LEGACY, 3 + 3 + 1],
  ])('asks of %s for the shortest cipher text and all of the trailer', (_, example, shortest) => {
    const long = `${example.sealed}${'00'.repeat(shortest)}`.replaceAll(' ', '');
    for (let length = 0; length < shortest; length++) {
      const sealed = long.slice(0, 2 * length);
      expect(open({ ...example, sealed })).toMatchObject({
        fault: 'malformed',
        plaintext: undefined,
      });
      expect(open({ ...example, sealed, key: '00' }).fault).toBe('bad_key_length');
    }
    const whole = open({ ...example, sealed: long.slice(0, 2 * shortest) });
    expect(whole.fault).toBe('auth_failed');
    expect(whole.extendedCounter).toBeDefined();
  });

  it('opens nothing with another key, and gives neither plain text nor counter', () => {
    const opened = open({ ...STANDARD, key: '00'.repeat(16) });
    expect(opened.fault).toBe('auth_failed');
    expect(nonceUsed(STANDARD, opened)).toBe(toHex(fromHex(STANDARD.nonce)));
    expect(opened.plaintext).toBeUndefined();
    expect(opened.counter).toBeUndefined();
  });

  it.each(EXAMPLES)('notices every bit that was changed behind the head: $what', (example) => {
    const sealed = fromHex(example.sealed);
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const changed = flip(sealed, bit);
      const { fault, plaintext } = open({ ...example, sealed: toHex(changed) });
      // One byte of tag lets some changes pass: then it must be the very byte that CCM computes.
      if (plaintext) {
        expect(toHex(changed.subarray(-1))).toBe(legacyTagOf(example, changed, plaintext));
      } else expect(fault).toBe('auth_failed');
    }
  });

  it.each([
    ['the address', { mac: 'A4:C1:38:02:83:F5' }],
    ['the product', { head: '5858 5b06 50 f4830238c1a4' }],
    ['the counter', { head: '5858 5b05 51 f4830238c1a4' }],
  ])('notices that %s was changed', (_, change) => {
    expect(open({ ...STANDARD, ...change }).fault).toBe('auth_failed');
  });

  it('takes no notice of frame control in versions 4 and 5, which do not authenticate it', () => {
    expect(open({ ...STANDARD, head: '5f4b 5b05 50 f4830238c1a4' }).fault).toBeUndefined();
  });

  it('takes the frame control into account in the legacy cipher', () => {
    expect(open({ ...LEGACY, head: '5930 b603 36 8b98c54124f8' }).fault).toBe('auth_failed');
  });
});

describe('nonceOf', () => {
  it.each(EXAMPLES)('is as devices make it: $what', ({ head, mac, counter, nonce }) => {
    const made = nonceOf(headOf(head), parseAddress(mac), Math.floor(counter / 256));
    expect(toHex(made)).toBe(nonce.replaceAll(' ', ''));
  });

  it('of one frame stays when that of the next is made', () => {
    const head = headOf(STANDARD.head);
    const one = nonceOf(head, 1, 1);
    nonceOf(head, 2, 2);
    open(STANDARD);
    expect(one).toEqual(nonceOf(head, 1, 1));
  });
});

describe('sealObjects', () => {
  it.each(EXAMPLES)('seals as it was sent: $what', (example) => {
    const { plaintext, mac, key, sealed, counter } = example;
    const made = sealObjects(
      fromHex(plaintext),
      headOf(example.head),
      parseAddress(mac),
      Math.floor(counter / 256),
      new BindKey(fromHex(key)),
    );
    expect(toHex(made)).toBe(toHex(fromHex(sealed)));
  });

  it('refuses a key of another length, without showing it', () => {
    const key = new BindKey(fromHex('abcd'));
    expect(() => sealObjects(new Uint8Array(3), headOf(LEGACY.head), 1, 0, key)).toThrow(
      new UsageError('a [key of 2 bytes] cannot seal MiBeacon frames'),
    );
  });
});

describe('isLegacy', () => {
  it.each([
    [2, true],
    [3, true],
    [4, false],
    [5, false],
  ])('of version %i is %j', (version, expected) => {
    expect(isLegacy(headOf(`58${version}0 b603 36 8b98c54124f8`))).toBe(expected);
  });
});

function headOf(hex: string): MiBeaconHead {
  const head = readHead(new Reader(fromHex(hex)));
  if (!head) throw new Error(`'${hex}' has no head`);
  return head;
}

function open({
  head,
  sealed,
  mac,
  key,
}: Pick<Worked, 'head' | 'sealed' | 'mac'> & { readonly key: string | undefined }): Opened {
  const bindKey = key === undefined ? undefined : new BindKey(fromHex(key));
  return openObjects(new Reader(fromHex(sealed)), headOf(head), parseAddress(mac), bindKey);
}

/** The nonce that a frame was opened with, as hex. */
function nonceUsed({ head, mac }: Worked, { extendedCounter = 0 }: Opened): string {
  return toHex(nonceOf(headOf(head), parseAddress(mac), extendedCounter));
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice();
  const at = Math.floor(bit / 8);
  changed[at] = (changed[at] ?? 0) ^ (2 ** (bit % 8));
  return changed;
}

/** The byte of tag that a legacy frame must have, computed by others. */
function legacyTagOf(
  { head, mac, key }: Worked,
  sealed: Uint8Array,
  plaintext: Uint8Array,
): string {
  const { tag } = sealByOthers({
    key: legacyKey(fromHex(key)),
    nonce: Uint8Array.of(
      ...fromHex(head).subarray(0, 5),
      ...sealed.subarray(-4, -1),
      ...fromHex(mac).toReversed().subarray(0, 5),
    ),
    associated: Uint8Array.of(0x11),
    plaintext,
    tagLength: 16,
  });
  return tag.slice(0, 2);
}

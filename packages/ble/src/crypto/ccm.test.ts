import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, UsageError } from '../core/index.ts';
import { AesCcm } from './ccm.ts';

interface Answer {
  readonly source: string;
  readonly key: string;
  readonly nonce: string;
  readonly associatedData: string;
  readonly plain: string;
  readonly sealed: string;
  readonly tagLength: number;
}

const ANSWERS: readonly Answer[] = [
  // The packet vectors differ in nonce, header and length alone: all bytes count up.
  ...rfcPackets([
    ['00000003020100', 8, 31, 8, '588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0'],
    [
      '00000004030201',
      8,
      32,
      8,
      '72c91a36e135f8cf291ca894085c87e3cc15c439c9e43a3ba091d56e10400916',
    ],
    [
      '00000005040302',
      8,
      33,
      8,
      '51b1e5f44a197d1da46b0f8e2d282ae871e838bb64da8596574adaa76fbd9fb0c5',
    ],
    ['00000006050403', 12, 31, 8, 'a28c6865939a9a79faaa5c4c2a9d4a91cdac8c96c861b9c9e61ef1'],
    ['00000007060504', 12, 32, 8, 'dcf1fb7b5d9e23fb9d4e131253658ad86ebdca3e51e83f077d9c2d93'],
    ['00000008070605', 12, 33, 8, '6fc1b011f006568b5171a42d953d469b2570a4bd87405a0443ac91cb94'],
    [
      '00000009080706',
      8,
      31,
      10,
      '0135d1b2c95f41d5d1d4fec185d166b8094e999dfed96c048c56602c97acbb7490',
    ],
    [
      '0000000a090807',
      8,
      32,
      10,
      '7b75399ac0831dd2f0bbd75879a2fd8f6cae6b6cd9b7db24c17b4433f434963f34b4',
    ],
    [
      '0000000b0a0908',
      8,
      33,
      10,
      '82531a60cc24945a4b8279181ab5c84df21ce7f9b73f42e197ea9c07e56b5eb17e5f4e',
    ],
    ['0000000c0b0a09', 12, 31, 10, '07342594157785152b074098330abb141b947b566aa9406b4d999988dd'],
    ['0000000d0c0b0a', 12, 32, 10, '676bb20380b0e301e8ab79590a396da78b834934f53aa2e9107a8b6c022c'],
    [
      '0000000e0d0c0b',
      12,
      33,
      10,
      'c0ffa0d6f05bdb67f24d43a4338d2aa4bed7b20e43cd1aa31662e7ad65d6db',
    ],
  ]),
  {
    source: 'NIST SP 800-38C, example 1',
    key: counting(0x40, 16),
    nonce: counting(0x10, 7),
    associatedData: counting(0, 8),
    plain: counting(0x20, 4),
    sealed: '7162015b4dac255d',
    tagLength: 4,
  },
  {
    source: 'NIST SP 800-38C, example 2',
    key: counting(0x40, 16),
    nonce: counting(0x10, 8),
    associatedData: counting(0, 16),
    plain: counting(0x20, 16),
    sealed: 'd2a1f0e051ea5f62081a7792073d593d1fc64fbfaccd',
    tagLength: 6,
  },
  {
    source: 'NIST SP 800-38C, example 3',
    key: counting(0x40, 16),
    nonce: counting(0x10, 12),
    associatedData: counting(0, 20),
    plain: counting(0x20, 24),
    sealed: 'e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951',
    tagLength: 8,
  },
  // Sample data of the Core Specification: packet counter, direction and IV make the nonce; header
  // bits that may change on the way count as 0 in the associated data.
  ...linkLayerPackets([
    ['LL_START_ENC_RSP1', '0000000080', '03', '06', '9fcda7f448'],
    ['LL_START_ENC_RSP2', '0000000000', '03', '06', 'a34c13a415'],
    [
      'LL_DATA1',
      '0100000080',
      '02',
      '1700636465666768696a6b6c6d6e6f707131323334353637383930',
      '7a70d66415226df26b17839a060405596bd6564f796b5b9ce6ff32f75a6d33',
    ],
  ]),
];

describe('AesCcm', () => {
  it.each(ANSWERS)('seals as in $source', ({ nonce, plain, sealed, ...rest }) => {
    expect(toHex(ccmOf(rest).seal(fromHex(nonce), fromHex(plain)))).toBe(sealed);
  });

  it.each(ANSWERS)('opens what is sealed in $source', ({ nonce, plain, sealed, ...rest }) => {
    const [cipherText, tag] = apart(fromHex(sealed), rest.tagLength);
    expect(ccmOf(rest).open(fromHex(nonce), cipherText, tag)).toEqual(fromHex(plain));
  });

  it('does the same as OpenSSL, whatever key, nonce, lengths and associated data', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { nonce, plain } = message;
        const ccm = new AesCcm(message.key, message);
        const sealed = ccm.seal(nonce, plain);
        expect(sealed).toEqual(sealedByOpenSsl(message));
        expect(ccm.open(nonce, ...apart(sealed, message.tagLength))).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });

  it('opens nothing in which a single bit is wrong: nonce, cipher text, tag, associated data', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (message, place) => {
        const { key, nonce, plain, associatedData, tagLength } = message;
        const sealed = new AesCcm(key, message).seal(nonce, plain);
        const whole = Uint8Array.of(...nonce, ...sealed, ...associatedData);
        flip(whole, place % (8 * whole.length));
        const wrongNonce = whole.subarray(0, nonce.length);
        const wrongSealed = whole.subarray(nonce.length, nonce.length + sealed.length);
        const wrongData = whole.subarray(nonce.length + sealed.length);
        const ccm = new AesCcm(key, { tagLength, associatedData: wrongData });
        // By chance a tag of 4 bytes fits once in four thousand million times.
        expect(ccm.open(wrongNonce, ...apart(wrongSealed, tagLength))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('compares as many bytes of the tag as it is given, and none is too few', () => {
    const ccm = new AesCcm(KEY, { tagLength: 16 });
    const [cipherText, tag] = apart(ccm.seal(NONCE, PLAIN), 16);
    for (let length = 1; length <= 16; length++) {
      const cut = tag.slice(0, length);
      expect(ccm.open(NONCE, cipherText, cut)).toEqual(PLAIN);
      flip(cut, 8 * length - 1);
      expect(ccm.open(NONCE, cipherText, cut)).toBeUndefined();
    }
    expect(ccm.open(NONCE, cipherText, tag.subarray(0, 0))).toBeUndefined();
  });

  it('does not take a tag that is longer than its own', () => {
    const short = new AesCcm(KEY, { tagLength: 4 });
    const [cipherText, tag] = apart(short.seal(NONCE, PLAIN), 4);
    expect(short.open(NONCE, cipherText, Uint8Array.of(...tag, 0))).toBeUndefined();
  });

  it('opens the same where cipher text and tag stand in a longer message', () => {
    const around = fc.tuple(fc.uint8Array(), fc.uint8Array(), fc.uint8Array());
    fc.assert(
      fc.property(messages, around, fc.nat(), (message, [before, between, after], place) => {
        const { key, nonce, plain, tagLength } = message;
        const ccm = new AesCcm(key, message);
        const [cipherText, tag] = apart(ccm.seal(nonce, plain), tagLength);
        const sealedAt = before.length;
        const tagAt = sealedAt + plain.length + between.length;
        const whole = Uint8Array.of(...before, ...cipherText, ...between, ...tag, ...after);
        const open = (length: number) =>
          ccm.openWithin(nonce, whole, sealedAt, plain.length, tagAt, length);

        expect(open(tagLength)).toEqual(plain);
        expect([open(1), open(0), open(tagLength + 1)]).toEqual([plain, undefined, undefined]);
        flip(whole, 8 * tagAt + (place % (8 * tagLength)));
        expect(open(tagLength)).toBeUndefined();
      }),
    );
  });

  it('keeps no trace of one message in the next', () => {
    const ccm = new AesCcm(KEY, { tagLength: 4 });
    const first = ccm.seal(NONCE, PLAIN);
    ccm.seal(fromHex('ff'.repeat(13)), new Uint8Array(100).fill(0xff));
    ccm.open(fromHex('ff'.repeat(13)), new Uint8Array(33), fromHex('ffffffff'));
    expect(ccm.seal(NONCE, PLAIN)).toEqual(first);
  });

  it('changes nothing of what it is given', () => {
    const associatedData = fromHex('11');
    const ccm = new AesCcm(KEY, { tagLength: 4, associatedData });
    const given = [NONCE, PLAIN, associatedData].map((bytes) => bytes.slice());
    const [cipherText, tag] = apart(ccm.seal(NONCE, PLAIN), 4);
    ccm.open(NONCE, cipherText, tag);
    expect([NONCE, PLAIN, associatedData]).toEqual(given);
  });

  it('does not notice when key or associated data change afterwards', () => {
    const key = KEY.slice();
    const associatedData = fromHex('11');
    const ccm = new AesCcm(key, { tagLength: 4, associatedData });
    const before = ccm.seal(NONCE, PLAIN);
    key.fill(0);
    associatedData.fill(0);
    expect(ccm.seal(NONCE, PLAIN)).toEqual(before);
  });

  it('takes messages up to 65,535 bytes, and no longer ones', () => {
    const ccm = new AesCcm(KEY, { tagLength: 8 });
    const longest = new Uint8Array(65_535).fill(0x5a);
    const answer = { key: KEY, nonce: NONCE, plain: longest, tagLength: 8 };
    const expected = sealedByOpenSsl({ ...answer, associatedData: fromHex('') });
    // Compared as text: `toEqual` takes seconds for so many bytes.
    expect(toHex(ccm.seal(NONCE, longest)) === toHex(expected)).toBe(true);
    const tooLong = new Uint8Array(65_536);
    expect(() => ccm.seal(NONCE, tooLong)).toThrow(UsageError);
    expect(() => ccm.open(NONCE, tooLong, new Uint8Array(8))).toThrow(UsageError);
    expect(() => ccm.openWithin(NONCE, tooLong, 0, 65_536, 0, 8)).toThrow(UsageError);
  });

  it.each([0, 6, 14, 16])('refuses a nonce of %d bytes', (length) => {
    const ccm = new AesCcm(KEY, { tagLength: 4 });
    const problem = new UsageError(`a CCM nonce has 7 to 13 bytes, not ${length}`);
    expect(() => ccm.seal(new Uint8Array(length), PLAIN)).toThrow(problem);
    expect(() => ccm.open(new Uint8Array(length), PLAIN, fromHex('01020304'))).toThrow(problem);
  });

  it.each([0, 2, 3, 5, 18, 4.5, Number.NaN])('refuses a tag of %d bytes', (tagLength) => {
    expect(() => new AesCcm(KEY, { tagLength })).toThrow(UsageError);
  });

  it.each([0, 12, 15, 24, 32])('refuses a key of %d bytes', (length) => {
    expect(() => new AesCcm(new Uint8Array(length), { tagLength: 4 })).toThrow(UsageError);
  });

  it('refuses more associated data than two bytes of length can announce', () => {
    const associatedData = new Uint8Array(0xff00);
    expect(() => new AesCcm(KEY, { tagLength: 4, associatedData })).toThrow(UsageError);
  });
});

const KEY = fromHex(counting(0x30, 16));
const NONCE = fromHex(counting(0x60, 13));
const PLAIN = fromHex(counting(0, 20));

interface Message {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly plain: Uint8Array;
  readonly associatedData: Uint8Array;
  readonly tagLength: number;
}

const messages: fc.Arbitrary<Message> = fc.record({
  key: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  nonce: fc.uint8Array({ minLength: 7, maxLength: 13 }),
  plain: fc.uint8Array({ maxLength: 300, size: 'max' }),
  associatedData: fc.uint8Array({ maxLength: 40, size: 'max' }),
  tagLength: fc.constantFrom(4, 6, 8, 10, 12, 14, 16),
});

function sealedByOpenSsl({ key, nonce, plain, associatedData, tagLength }: Message): Uint8Array {
  const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(associatedData, { plaintextLength: plain.length });
  return Uint8Array.of(...cipher.update(plain), ...cipher.final(), ...cipher.getAuthTag());
}

function ccmOf({
  key,
  associatedData,
  tagLength,
}: Pick<Answer, 'key' | 'associatedData' | 'tagLength'>) {
  return new AesCcm(fromHex(key), { tagLength, associatedData: fromHex(associatedData) });
}

/** Cipher text and tag. */
function apart(sealed: Uint8Array, tagLength: number): [Uint8Array, Uint8Array] {
  const end = sealed.length - tagLength;
  return [sealed.subarray(0, end), sealed.subarray(end)];
}

function flip(bytes: Uint8Array, bit: number): void {
  const at = bit >> 3;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
}

/** So many bytes that count up, as hex. */
function counting(first: number, length: number): string {
  return toHex(Uint8Array.from({ length }, (_, i) => first + i));
}

/** RFC 3610, 8: beginning of the nonce, length of header and packet, length of the tag, answer. */
function rfcPackets(
  rows: readonly (readonly [string, number, number, number, string])[],
): Answer[] {
  return rows.map(([beginning, header, packet, tagLength, sealed], place) => ({
    source: `RFC 3610, packet vector ${place + 1}`,
    key: counting(0xc0, 16),
    nonce: `${beginning}${counting(0xa0, 6)}`,
    associatedData: counting(0, header),
    plain: counting(header, packet - header),
    sealed,
    tagLength,
  }));
}

/** Core Spec v5.4, Vol 6, Part C, 1: name, beginning of the nonce, header, plain text, answer. */
function linkLayerPackets(
  rows: readonly (readonly [string, string, string, string, string])[],
): Answer[] {
  return rows.map(([name, beginning, associatedData, plain, sealed]) => ({
    source: `Core Spec v5.4, Vol 6, Part C, 1: ${name}`,
    key: '99ad1b5226a37e3e058e3b8e27c2c666',
    nonce: `${beginning}24abdcbabebaafde`,
    associatedData,
    plain,
    sealed,
    tagLength: 4,
  }));
}

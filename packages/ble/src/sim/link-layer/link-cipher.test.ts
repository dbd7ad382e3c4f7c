import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../core/index.ts';
import { LinkCipher } from './link-cipher.ts';

/** Vol 6, Part C, 1: as printed there, most significant octet first. */
const SAMPLE = {
  ltk: fromHex('4c68384139f574d836bcf34e9dfb01bf'),
  skdC: fromHex('acbdcedfe0f10213').toReversed(),
  ivC: fromHex('badcab24').toReversed(),
  skdP: fromHex('0213243546576879').toReversed(),
  ivP: fromHex('deafbabe').toReversed(),
};

/** Of the sample data: LLID, payload, and both as they go on the air. */
const FROM_CENTRAL = [
  [3, '06', '9fcda7f448'],
  [
    2,
    '1700636465666768696a6b6c6d6e6f707131323334353637383930',
    '7a70d66415226df26b17839a060405596bd6564f796b5b9ce6ff32f75a6d33',
  ],
] as const;
const FROM_PERIPHERAL = [
  [3, '06', 'a34c13a415'],
  [
    2,
    '170037363534333231304142434445464748494a4b4c4d4e4f5051',
    'f38881e7bd94c9c369b9a66846dd4786aa8c39ce540d0dae3adcdf89b96088',
  ],
] as const;

function ciphers(): { readonly central: LinkCipher; readonly peripheral: LinkCipher } {
  const { ltk, ...parts } = SAMPLE;
  return {
    central: new LinkCipher(ltk, parts, true),
    peripheral: new LinkCipher(ltk, parts, false),
  };
}

describe('LinkCipher', () => {
  it.each([
    ['central', FROM_CENTRAL],
    ['peripheral', FROM_PERIPHERAL],
  ] as const)(
    'seals what the %s sends as the sample data has it (Vol 6, Part C, 1)',
    (from, samples) => {
      const cipher = ciphers()[from];
      for (const [llid, plain, sealed] of samples) {
        expect(toHex(cipher.seal(llid, fromHex(plain)))).toBe(sealed);
      }
    },
  );

  it('opens what the other end sealed, packet by packet', () => {
    const { central, peripheral } = ciphers();
    for (const [llid, plain, sealed] of FROM_CENTRAL) {
      expect(toHex(peripheral.open(llid, fromHex(sealed)) ?? fromHex(''))).toBe(plain);
    }
    const answer = peripheral.seal(1, fromHex('0102'));
    expect(central.open(1, answer)).toEqual(fromHex('0102'));
  });

  it.each(['llid', 'bit', 'order', 'key', 'length'])('refuses another %s', (what) => {
    const { central, peripheral } = ciphers();
    const sealed = central.seal(2, fromHex('0102030405'));
    const { ltk, ...parts } = SAMPLE;
    const stranger = new LinkCipher(ltk.toReversed(), parts, false);
    const attempts: Readonly<Record<string, () => Uint8Array | undefined>> = {
      llid: () => peripheral.open(1, sealed),
      bit: () =>
        peripheral.open(
          2,
          sealed.map((byte, i) => (i === 3 ? byte ^ 4 : byte)),
        ),
      order: () => peripheral.open(2, central.seal(2, fromHex('0102030405'))),
      key: () => stranger.open(2, sealed),
      length: () => peripheral.open(2, sealed.subarray(0, 4)),
    };
    expect(attempts[what]?.()).toBeUndefined();
  });
});

import { fromHex, parseAddress } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { BindKey } from './bind-key.ts';
import { decodeAdvert } from './decode.ts';
import type { Measurement } from './measurement.ts';
import { framed, hear, SAMPLES, withstandNoise } from './vectors/noise.contract.ts';
import { checkSound } from './vectors/proof.contract.ts';

describe('every known answer', () => {
  it('is calm when its service data is cut at any byte, and proves what it says', () => {
    for (const sample of SAMPLES) {
      for (const [uuid, hex] of Object.entries(sample.line.serviceData)) {
        const bytes = fromHex(hex);
        for (let length = 0; length < bytes.length; length++) {
          hear(copyOf(sample.advert, framed(uuid, bytes.subarray(0, length))), sample);
        }
      }
    }
  });

  it('is not opened, or proves it, whichever bit of what was sealed is turned round', () => {
    for (const sample of SAMPLES.filter(({ line }) => line.expect.encrypted === true)) {
      for (const [uuid, hex] of Object.entries(sample.line.serviceData)) {
        const bytes = fromHex(hex);
        for (let bit = 0; bit < 8 * bytes.length; bit++) {
          hear(copyOf(sample.advert, framed(uuid, turned(bytes, bit))), sample);
        }
      }
    }
  });

  it('is calm when its advert is cut at any byte, and proves what it says', () => {
    for (const sample of SAMPLES) {
      const { advert } = sample;
      for (let length = 0; length < advert.data.length; length++) {
        hear(copyOf(advert, advert.data.subarray(0, length)), sample);
      }
    }
  });

  it('is calm in noise, and proves what it says', () => {
    const counts = withstandNoise({ adverts: 15_000 });
    // The noise must reach the decoders, and must hurt.
    expect(counts.measurements).toBeGreaterThan(5_000);
    expect(counts.faults).toBeGreaterThan(2_000);
  });
});

describe('a frame with the legacy cipher', () => {
  const head = '5830 b603 36 8b98c54124f8';
  const sealed = fromHex('8bb8f2661351');
  const bindKey = 'b853075158487ca39a5b5ea9';
  const key = new BindKey(fromHex(bindKey));

  it('is believed about once in 256 when its value was changed, and then it is whole', () => {
    const believed: Measurement[] = [];
    for (let change = 1; change < 2 ** 16; change += 7) {
      const value = Uint8Array.of(...sealed);
      value[4] = (value[4] ?? 0) ^ (change % 256);
      value[5] = (value[5] ?? 0) ^ Math.floor(change / 256);
      const data = framed('fe95', Uint8Array.of(...fromHex(head), ...value, 0, 0, 0, 0xd6));
      const advert = heard(data);
      const [measurement] = decodeAdvert(advert, { get: () => key });
      if (!measurement) throw new Error('nothing was recognised');
      checkSound(measurement, advert, bindKey);
      if (measurement.fault === undefined) believed.push(measurement);
      else expect(measurement.fault).toBe('auth_failed');
    }
    // Of 9,363 changes, 36.6 are to be expected; six standard deviations more are 73.
    expect(believed.length).toBeGreaterThan(0);
    expect(believed.length).toBeLessThan(73);
    for (const { objects = [], trailingBytes } of believed.map((one) => one.details())) {
      expect(objects.map(({ id }) => id)).toEqual(['0x1001']);
      expect(trailingBytes).toBeUndefined();
    }
  });

  it('is believed about once in 65,536 when its length was changed: it must be whole too', () => {
    let believed = 0;
    for (let length = 1; length < 256; length++) {
      for (let tag = 0; tag < 256; tag++) {
        const value = Uint8Array.of(...sealed);
        value[2] = (value[2] ?? 0) ^ length;
        const bytes = Uint8Array.of(...fromHex(head), ...value, 0, 0, 0, tag);
        const [measurement] = decodeAdvert(heard(framed('fe95', bytes)), { get: () => key });
        if (measurement?.fault === undefined) believed++;
      }
    }
    // One tag of 256 fits each of the 255 lengths, and no length but the true one ends the frame.
    expect(believed).toBe(0);
  });
});

function turned(bytes: Uint8Array, bit: number): Uint8Array {
  const at = Math.floor(bit / 8);
  return bytes.map((byte, i) => (i === at ? byte ^ (2 ** (bit % 8)) : byte));
}

function copyOf(advert: Advert, data: Uint8Array): Advert {
  const { addressValue: address, addressType, timeMs } = advert;
  return new Advert({ address, addressType, data, timeMs });
}

function heard(data: Uint8Array): Advert {
  const address = parseAddress('F8:24:41:C5:98:8B');
  return new Advert({ address, addressType: 'public', data, timeMs: 0 });
}

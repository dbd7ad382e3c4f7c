// Encrypted MiBeacon: the whole way from the H4 event to the result, beside node:crypto merely
// opening the same payload.

import { createDecipheriv } from 'node:crypto';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { AdvertListener } from '@bluebell/ble/host';
import { BindKey, decodeAdvert } from '@bluebell/sensors';
import { compare, type Figure } from './harness.ts';
import { dataOf, reportPacket } from './vector-lines.ts';

const MAC = 'A4:C1:38:02:83:F4';
const KEY = fromHex('e9ea895fac7cca6d30532432a516f3a8');
const FRAME = '58585b0550f4830238c1a495ef58763c26000097e2abb5';
const BATCH = 1_000;

/** The parts of the frame as `node:crypto` wants them. */
const NONCE = fromHex('f4830238c1a45b0550260000');
const SEALED = fromHex('95ef58763c');
const TAG = fromHex('97e2abb5');
const ASSOCIATED = Uint8Array.of(0x11);

export default function miBeacon(): Promise<readonly Figure[]> {
  const packet = reportPacket(MAC, dataOf({ fe95: FRAME }), -60);
  const keys = new Map([[parseAddress(MAC), new BindKey(KEY)]]);
  const listener = new AdvertListener();
  return compare({
    name: 'encrypted MiBeacon, H4 event to result',
    ours: () => {
      for (let i = 0; i < BATCH; i++) {
        const [advert] = listener.hear(packet, 0);
        const humidity = advert && decodeAdvert(advert, keys)[0]?.values.humidity;
        if (humidity !== 46.7) throw new Error(`decoded ${humidity} instead of 46.7 %`);
      }
      return BATCH;
    },
    against: 'node:crypto opening its payload',
    theirs: () => {
      for (let i = 0; i < BATCH; i++) openWithNode();
      return BATCH;
    },
    atLeast: 3,
  });
}

function openWithNode(): Uint8Array {
  const decipher = createDecipheriv('aes-128-ccm', KEY, NONCE, { authTagLength: TAG.length });
  decipher.setAuthTag(TAG);
  decipher.setAAD(ASSOCIATED, { plaintextLength: SEALED.length });
  const plain = decipher.update(SEALED);
  decipher.final();
  return plain;
}

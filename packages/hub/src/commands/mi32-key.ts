// MI32Key: the key of one sensor.

import { fromHex } from '@bluebell/ble/core';
import * as z from 'zod';
import { says } from './argument.ts';
import { defineCommand } from './command.ts';

const MAC_DIGITS = 12;

/** Digits of the whole argument: a key of 16 bytes and an address, or one of 12 and an address. */
const LENGTHS: readonly number[] = [44, 36];

export const mi32Key = defineCommand({
  name: 'set-key',
  summary:
    'Sets the key that opens the adverts of one sensor, or that tells the changing addresses of one phone. The sensor need not have been heard yet.',
  args: {
    mac: z.string().regex(/^[\dA-F]{12}$/),
    key: z.hex().transform(fromHex),
  },
  run({ keys }, { mac, key }) {
    keys.set(mac, key);
  },
  tasmota: {
    spelling: 'MI32Key',
    isOfBluetooth: true,
    argument:
      '32 hex digits of key, or 24 for remotes and dimmers of the first generation, and 12 of address, in one',
    read({ payload }) {
      if (!LENGTHS.includes(payload.length)) return undefined;
      return {
        key: payload.slice(0, -MAC_DIGITS),
        mac: payload.slice(-MAC_DIGITS).toUpperCase(),
      };
    },
    answer: () => says({ MI32Key: 'Done' }),
    examples: [
      {
        send: 'MI32Key 00112233445566778899AABBCCDDEEFF112233445566',
        answers: '{"MI32Key":"Done"}',
      },
      { send: 'mi32key 00112233445566778899aabb112233445566', answers: '{"MI32Key":"Done"}' },
      {
        send: 'MI32Key 00112233445566778899AABBCCDDEEFF11:22:33:44:55:66',
        answers: '{"Command":"Error"}',
      },
    ],
  },
});

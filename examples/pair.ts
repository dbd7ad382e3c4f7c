// Open a lock: what it takes to be trusted by a device.
//
//   node --conditions=source --import tsx examples/pair.ts

import { decode, encode, u8 } from '@bluebell/ble/codec';
import { localNameOf } from '@bluebell/ble/radio';
import { example, find } from './example.ts';

// The lock of the simulated home. Its makers chose long UUIDs of their own.
const LOCK_SERVICE = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';
const UNLOCKED = 1;

/** What stands on a sticker in the lid of the lock. */
const PASSKEY = '123456';

export default example(import.meta.url, async ({ open, print }) => {
  // Pairing may need a person: to enter the passkey that a device shows, or to compare two numbers. This one
  // knows what is on the sticker; a program would ask. Keys are forgotten with the radio, unless `bonds` says
  // where to keep them.
  await using radio = await open({ user: { enterPasskey: async () => PASSKEY } });

  const advert = await find(radio, ({ data }) => localNameOf(data) === 'Lock');
  await using connection = await radio.connect(advert);
  const service = await connection.service(LOCK_SERVICE);
  const bolt = await service.characteristic(BOLT);

  // Everybody may connect and see that there is a bolt. Its value is for those it trusts.
  const refusal = await bolt.read().catch((error: Error) => error.message);
  print(`before: ${String(refusal)}`);

  // Pairing agrees on keys, and encrypts the link. Entering the passkey proves that nobody is in between.
  const security = await connection.pair();
  print(`paired, ${security.isAuthenticated ? 'and sure of each other' : 'but with whom?'}`);

  // Now it answers, and obeys.
  print(`bolt: ${decode(u8, await bolt.read())}`);
  await bolt.write(encode(u8, UNLOCKED));
  print(`bolt: ${decode(u8, await bolt.read())}`);
});

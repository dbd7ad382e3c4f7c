// How fast does a heart beat? Lets a device tell its values by itself.
//
//   node --conditions=source --import tsx examples/subscribe.ts

import { bits, decode, list, Reader, u8, u16 } from '@bluebell/ble/codec';
import { serviceUuidsOf } from '@bluebell/ble/radio';
import { example, find } from './example.ts';

const HEART_RATE_SERVICE = '180d';
const HEART_RATE_MEASUREMENT = '2a37';

// A measurement begins with a byte of flags: they say how the rest looks, and what is in it.
const flags = bits(u8, {
  isWide: 1,
  isTouching: 1,
  feelsTouch: 1,
  hasEnergy: 1,
  hasIntervals: 1,
  _: 3,
});

/** The rate in beats a minute, and the times between beats in seconds. */
function readMeasurement(value: Uint8Array) {
  const from = new Reader(value);
  const { isWide, hasEnergy, hasIntervals } = flags.read(from);
  const rate = isWide ? from.u16() : from.u8();
  // Energy comes now and then. We are not interested, but have to step over it.
  if (hasEnergy) u16.read(from);
  const intervals = hasIntervals ? decode(list(u16), from.rest()) : [];
  return { rate, intervals: intervals.map((units) => units / 1024) };
}

export default example(import.meta.url, async ({ open, print }) => {
  await using radio = await open();
  const advert = await find(
    radio,
    ({ isConnectable, data }) => isConnectable && serviceUuidsOf(data).includes(HEART_RATE_SERVICE),
  );
  await using connection = await radio.connect(advert);
  const service = await connection.service(HEART_RATE_SERVICE);
  const measurement = await service.characteristic(HEART_RATE_MEASUREMENT);

  // This value cannot be read: the device sends it whenever it has a new one, to all who have subscribed.
  const values = await measurement.subscribe();

  // They wait in a queue, so that none is lost while we are busy. The loop would go on for ever, or until
  // somebody ends the link.
  let count = 0;
  for await (const { value } of values) {
    const { rate, intervals } = readMeasurement(value);
    print(`${rate} beats a minute, ${intervals.map((s) => `${s.toFixed(3)} s`).join(', ')}`);
    count++;
    if (count === 5) break;
  }
});

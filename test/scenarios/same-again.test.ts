// A run can be had again: hosts, controllers and air give the same packets for the same seed.

import { toHex } from '@bluebell/ble/core';
import { completeName } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { hear, levelAt, meet, onAir, serveBattery } from './on-air.ts';

describe('the same run twice', () => {
  it('gives the same capture, byte for byte and to the microsecond', async () => {
    const [first, second] = [await capture(1), await capture(1)];
    expect(first.length).toBeGreaterThan(50);
    expect(second).toEqual(first);
  });

  it('gives another capture for another seed', async () => {
    expect(await capture(2)).not.toEqual(await capture(1));
  });
});

/** Two hosts find each other, pair, talk and part while a third advertises: all that is on the air. */
async function capture(seed: number): Promise<readonly string[]> {
  const packets: string[] = [];
  await onAir(async (stage) => {
    stage.air.tap({
      onPacket: ({ startUs, channel, pdu, crc, rssiDbm }) =>
        packets.push(`${startUs} ${channel} ${toHex(pdu)} ${crc} ${rssiDbm}`),
    });
    const central = await stage.device({ host: { random: counting(1), privacy: true } });
    const peripheral = await stage.device({ host: { random: counting(2) } });
    const bystander = await stage.device({ host: { random: counting(3) } });
    await bystander.radio.advertise({ data: [completeName('bystander')], intervalMs: 30 });
    await hear(central.radio, 'bystander');
    await serveBattery(peripheral, 88);
    const link = await meet(central, peripheral);
    await link.central.pair();
    expect(await (await levelAt(link.central)).read()).toEqual(Uint8Array.of(88));
    await link.central.disconnect();
  }, seed);
  return packets;
}

/** Bytes that count up from a start of their own: as good as any, and the same each time. */
function counting(start: number): (length: number) => Uint8Array {
  let next = start * 37;
  return (length) => Uint8Array.from({ length }, () => next++ % 251);
}

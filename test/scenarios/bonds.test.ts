// What two devices keep of each other, and what happens where one of them has lost it.

import { toHex } from '@bluebell/ble/core';
import { type Bond, MemoryBondStore } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { levelAt, meet, onAir, type Stage } from './on-air.ts';

const SECURED = { isAuthenticated: false, isSecureConnections: true, keySize: 16 };

describe('a bond', () => {
  it('encrypts the next link by itself', () =>
    onAir(async (stage) => {
      const { hub, strap } = await bondedDevices(stage);
      const { central, peripheral } = await meet(hub, strap);
      expect(central.security).toEqual(SECURED);
      expect(peripheral.security).toEqual(SECURED);
      expect(await (await levelAt(central)).read()).toEqual(Uint8Array.of(3));
    }));

  it('keeps what is said from those who listen in, but not from a capture of ours', () =>
    onAir(async (stage) => {
      const { hub, strap } = await bondedDevices(stage);
      const { central } = await meet(hub, strap);
      const level = await levelAt(central);
      const onTheAir: string[] = [];
      const captured: string[] = [];
      stage.air.tap({
        onPacket: ({ pdu, plainPdu = pdu }) => {
          onTheAir.push(toHex(pdu));
          captured.push(toHex(plainPdu));
        },
      });
      await level.read();
      // A Read Response of one byte, 3, on L2CAP channel 4.
      const response = '0200 0400 0b03'.replaceAll(' ', '');
      expect(captured.filter((hex) => hex.endsWith(response))).toHaveLength(1);
      expect(onTheAir.filter((hex) => hex.includes(response))).toEqual([]);
    }));

  it('also encrypts a link in which the two have changed their roles', () =>
    onAir(async (stage) => {
      const { hub, strap } = await bondedDevices(stage);
      const { central, peripheral } = await meet(strap, hub);
      expect(central.security).toEqual(SECURED);
      expect(peripheral.security).toEqual(SECURED);
    }));

  it.each(['hub', 'strap'] as const)('that the %s has lost is made anew by pairing', (loser) =>
    onAir(async (stage) => {
      const devices = await bondedDevices(stage);
      const { hub, strap, stores } = devices;
      forgetAll(stores[loser]);
      const ends = await meet(hub, strap);
      expect(ends.central.security).toBeUndefined();
      const level = await levelAt(ends.central);
      await expect(level.read()).rejects.toMatchObject({ code: 'ATT' });
      expect(await ends.central.pair()).toEqual(SECURED);
      expect(await level.read()).toEqual(Uint8Array.of(3));
      await ends.central.disconnect();
      expect((await meet(hub, strap)).central.security).toEqual(SECURED);
    }),
  );
});

/** Two devices that have paired and parted; the strap tells its level to encrypted links alone. */
async function bondedDevices(stage: Stage) {
  const stores = { hub: new MemoryBondStore(), strap: new MemoryBondStore() };
  const hub = await stage.device({ host: { bonds: stores.hub } });
  const strap = await stage.device({ host: { bonds: stores.strap } });
  await strap.radio.serve([
    {
      uuid: '180f',
      characteristics: [
        {
          uuid: '2a19',
          properties: ['read'],
          value: Uint8Array.of(3),
          readPermission: 'encrypted',
        },
      ],
    },
  ]);
  const ends = await meet(hub, strap);
  await ends.central.pair();
  await ends.central.disconnect();
  await stage.sleep(1000);
  return { hub, strap, stores };
}

function forgetAll(store: MemoryBondStore): void {
  const bonds: readonly Bond[] = [...store.all()];
  for (const { peer } of bonds) store.remove(peer);
}

// Private addresses: they change, and only those who were told a key see who is behind them.
// Core Spec v5.4, Vol 3, Part C, 10.7.

import type { HostOptions } from '@bluebell/ble/host';
import { completeName, localNameOf } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { type Device, levelOf, meet, onAir, type Stage, serveBattery } from './on-air.ts';

const MINUTE_MS = 60_000;

const PRIVATE: HostOptions = { privacy: { rotationMs: MINUTE_MS } };

describe('a private address', () => {
  it('changes as often as it should, on all sets at a time', () =>
    onAir(async (stage) => {
      const sender = await stage.device({ host: PRIVATE });
      const listener = await stage.device();
      await sender.radio.advertise({ data: [completeName('one')] });
      await sender.radio.advertise({ data: [completeName('two')], isConnectable: true });
      const addresses = await addressesOf(stage, listener, 4.5 * MINUTE_MS);
      expect(addresses.get('one')?.size).toBe(5);
      expect(addresses.get('two')).toEqual(addresses.get('one'));
    }));

  it('stays while an attempt to connect is under way, and changes soon after', () =>
    onAir(async (stage) => {
      const sender = await stage.device({ host: PRIVATE });
      const listener = await stage.device();
      await sender.radio.advertise({ data: [completeName('one')] });
      const nobody = { address: 0xc0_0000_0000_99, type: 'random' } as const;
      const attempt = sender.radio.connect(nobody, { timeoutMs: 3 * MINUTE_MS }).catch(() => {});
      const before = await addressesOf(stage, listener, 2.9 * MINUTE_MS);
      expect(before.get('one')?.size).toBe(1);
      await attempt;
      await stage.sleep(2000);
      const after = await addressesOf(stage, listener, 1000);
      expect(after.get('one')?.size).toBe(1);
      expect(after.get('one')).not.toEqual(before.get('one'));
    }));

  it('hides a device from strangers', () =>
    onAir(async (stage) => {
      const hidden = await stage.device({ host: PRIVATE });
      const stranger = await stage.device();
      const { central } = await meet(stranger, hidden);
      expect(central.peer).not.toEqual(hidden.radio.identity);
      expect(central.peerIdentity).toEqual(central.peer);
      await central.disconnect();
      await hidden.radio.advertise({ isConnectable: true });
      const found = stranger.radio.connect(hidden.radio.identity, { timeoutMs: 5000 });
      await expect(found).rejects.toMatchObject({ code: 'TIMEOUT' });
    }));

  it.each([
    { central: PRIVATE, peripheral: {} },
    { central: {}, peripheral: PRIVATE },
    { central: PRIVATE, peripheral: PRIVATE },
  ])('of a bonded peer is resolved, and found by its identity: %o', ({ central, peripheral }) =>
    onAir(async (stage) => {
      const hub = await stage.device({ host: central });
      const strap = await stage.device({ host: peripheral });
      await serveBattery(strap, 55);
      const first = await meet(hub, strap);
      await first.central.pair();
      expect(first.central.peerIdentity).toEqual(strap.radio.identity);
      expect(first.peripheral.peerIdentity).toEqual(hub.radio.identity);
      await first.central.disconnect();
      await stage.sleep(3 * MINUTE_MS);

      const advertisement = await strap.radio.advertise({ isConnectable: true });
      const again = await hub.radio.connect(strap.radio.identity);
      const accepted = await advertisement.connection({ timeoutMs: 1000 });
      expect(again.peerIdentity).toEqual(strap.radio.identity);
      expect(accepted.peerIdentity).toEqual(hub.radio.identity);
      expect(await again.secure()).toMatchObject({ isSecureConnections: true });
      expect(accepted.security).toMatchObject({ isSecureConnections: true });
      expect(await levelOf(again)).toBe(55);
    }),
  );

  it('changes under a link, which stays', () =>
    onAir(async (stage) => {
      const hub = await stage.device({ host: PRIVATE });
      const strap = await stage.device({ host: PRIVATE });
      await serveBattery(strap, 7);
      const { central } = await meet(hub, strap);
      await stage.sleep(5 * MINUTE_MS);
      expect(await levelOf(central)).toBe(7);
      expect((await central.pair()).isSecureConnections).toBe(true);
    }));
});

/** Which addresses each name was heard from. */
async function addressesOf(stage: Stage, { radio }: Device, ms: number) {
  const addresses = new Map<string, Set<string>>();
  const end = new AbortController();
  stage.clock.after(ms, () => end.abort());
  for await (const { data, address } of radio.scan({ signal: end.signal })) {
    const name = localNameOf(data) ?? '';
    addresses.set(name, (addresses.get(name) ?? new Set()).add(address));
  }
  return addresses;
}

import { VirtualClock } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import { completeName, serviceUuids } from '@bluebell/ble/radio';
import { MemoryBondStore, type SecurityPolicy } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { SimRadio } from './sim-radio.ts';

const HEART_RATE = '180d';
const NAME = 'pose';

describe('the phone of a guest', () => {
  it.each<[string, Partial<SecurityPolicy>]>([
    ['LE Secure Connections', {}],
    ['legacy pairing', { secureConnections: 'never' }],
  ])(
    'pairs with who poses as a heart-rate sensor, by %s, and tells who it is',
    async (_, security) => {
      const { clock, radio, bonds } = await posing(security);
      const advertisement = await clock.run(advertise(radio, NAME));
      const connection = await clock.run(advertisement.connection());
      expect(connection.peer.type).toBe('random');
      const reached = await clock.run(connection.secure());
      expect(reached.isSecureConnections).toBe(security.secureConnections === undefined);
      expect(connection.peerIdentity).toEqual({ address: 0x7cd1c39e402b, type: 'public' });
      const [bond] = bonds.all();
      expect(bond?.peerIrk).toMatch(/^[0-9a-f]{32}$/);

      const access = await clock.run(connection.service('1800'));
      const name = await clock.run(access.characteristic('2a00'));
      expect(new TextDecoder().decode(await clock.run(name.read()))).toBe("Guest's phone");
      await clock.run(radio.close());
    },
  );

  it('pairs by itself when it is refused the rate without', async () => {
    const { clock, radio } = await posing({});
    const advertisement = await clock.run(advertise(radio, NAME));
    const connection = await clock.run(advertisement.connection());
    await clock.advance(10_000);
    expect(connection.security).toMatchObject({ isSecureConnections: true });
    await clock.run(radio.close());
  });

  it('has no business with heart-rate sensors of other names', async () => {
    const { clock, radio } = await posing({});
    await clock.run(advertise(radio, 'other'));
    await clock.advance(30_000);
    expect(radio.connections.size).toBe(0);
    await clock.run(radio.close());
  });

  it('then advertises under addresses that its key resolves, and goes, and comes back', async () => {
    const { clock, radio, bonds } = await posing({});
    const advertisement = await clock.run(advertise(radio, NAME));
    const connection = await clock.run(advertisement.connection());
    await clock.run(connection.secure());
    await clock.run(connection.disconnect());
    await clock.run(advertisement.stop());
    const [bond] = bonds.all();
    const irk = Uint8Array.from(Buffer.from(bond?.peerIrk ?? '', 'hex'));

    const heardS: number[] = [];
    const stop = new AbortController();
    const startMs = clock.now();
    const listening = (async () => {
      for await (const advert of radio.scan({ signal: stop.signal })) {
        if (resolves(irk, advert.addressValue)) heardS.push((clock.now() - startMs) / 1000);
      }
    })();
    await clock.advance(240_000);
    stop.abort();
    await clock.run(listening);
    expect(heardS[0]).toBeLessThan(10);
    const silences = heardS.slice(1).map((atS, i) => atS - (heardS[i] ?? 0));
    expect(Math.max(...silences)).toBeGreaterThan(50);
    await clock.run(radio.close());
  });
});

/** A radio in a home with a guest, that serves a rate to those who have paired. */
async function posing(security: Partial<SecurityPolicy>) {
  const clock = new VirtualClock();
  const bonds = new MemoryBondStore();
  const options = { clock, bonds, security, user: { confirmNumber: async () => true } };
  const radio = await clock.run(SimRadio.open({ ...options, guestLooksFor: NAME }));
  await clock.run(
    radio.serve([
      {
        uuid: HEART_RATE,
        characteristics: [
          { uuid: '2a37', properties: ['read', 'notify'], subscribePermission: 'encrypted' },
        ],
      },
    ]),
  );
  return { clock, radio, bonds };
}

function advertise(radio: SimRadio, name: string) {
  return radio.advertise({ data: [...serviceUuids([HEART_RATE]), completeName(name)] });
}

// L2CAP channels with credits over the air: whole SDUs, in order, in both directions at a time.

import { HostConnection } from '@bluebell/ble/host';
import type { Connection } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { meet, onAir, type Stage } from './on-air.ts';

const SPSM = 0x80;
const SDUS = 30;

describe('a channel of one’s own', () => {
  it.each(['central', 'peripheral'] as const)('is opened by the %s, and loses nothing', (role) =>
    onAir(async (stage) => {
      const ends = await meetHosts(stage);
      const [opener, taker] =
        role === 'central' ? [ends.central, ends.peripheral] : [ends.peripheral, ends.central];
      const received: Uint8Array[] = [];
      const echoed: Uint8Array[] = [];
      taker.l2cap.listen(SPSM, {
        mtu: 2000,
        onChannel: (channel) => {
          channel.onReceive = async (sdu) => {
            received.push(sdu);
            await channel.send(sdu);
          };
        },
      });
      const channel = await opener.l2cap.connect(SPSM, { mtu: 2000 });
      channel.onReceive = (sdu) => void echoed.push(sdu);
      const sent = Array.from({ length: SDUS }, (_, i) => new Uint8Array(1 + i * 60).fill(i));
      for (const sdu of sent) await channel.send(sdu);
      while (echoed.length < SDUS) await stage.sleep(100);
      expect(received).toEqual(sent);
      expect(echoed).toEqual(sent);
      let isClosed = false;
      channel.onClose = () => {
        isClosed = true;
      };
      await taker.disconnect();
      await stage.sleep(1000);
      expect(isClosed).toBe(true);
    }),
  );

  it('is refused where nobody listens', () =>
    onAir(async (stage) => {
      const { central } = await meetHosts(stage);
      await expect(central.l2cap.connect(SPSM)).rejects.toMatchObject({ code: 'L2CAP' });
    }));
});

async function meetHosts(stage: Stage) {
  const ends = await meet(await stage.device(), await stage.device());
  return { central: hostOf(ends.central), peripheral: hostOf(ends.peripheral) };
}

/** Other hosts have no channels to offer. */
function hostOf(connection: Connection): HostConnection {
  if (connection instanceof HostConnection) return connection;
  throw new TypeError('not a connection of our host');
}

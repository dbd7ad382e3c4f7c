// Goodput in one direction, as a share of what the air can carry: does our host keep the link busy?

import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import { openHost } from '@bluebell/ble/host';
import { airtimeUs, Coding, T_IFS_US } from '@bluebell/ble/ll';
import type { Connection, LocalCharacteristic, RemoteCharacteristic } from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import type { Figure } from './harness.ts';

/** One link. */
interface Case {
  readonly mtu: number;
  readonly phy: '1M' | '2M';
  readonly intervalMs: number;
}

const CASES: readonly Case[] = [23, 247].flatMap((mtu) =>
  (['1M', '2M'] as const).flatMap((phy) =>
    [7.5, 30].map((intervalMs) => ({ mtu, phy, intervalMs })),
  ),
);

const AT_LEAST_PERCENT = 97;

const SERVICE = 'b1e00000-0000-4000-8000-000000000000';
const CHARACTERISTIC = 'b1e00000-0000-4000-8000-000000000001';
const PERIPHERAL = 'C0:00:00:00:00:02';

/** What the virtual controllers agree on by themselves: the most there is. */
const DATA_LENGTH = 251;

/** What stands in front of a value: opcode and handle of ATT, length and channel of L2CAP. */
const ATT_HEAD = 3;
const L2CAP_HEAD = 4;
/** Header of a data PDU of the link layer. */
const LL_HEAD = 2;

/** Long enough for the queues to fill, and for what is measured to be exact to 0.1 %. */
const WARM_UP_MS = 300;
const SPAN_MS = 6_000;

export default async function goodput(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const one of CASES) {
    const limit = limitOf(one);
    const title = `MTU ${one.mtu}, ${one.phy}, ${one.intervalMs} ms`;
    figures.push({ name: `${title}: limit`, value: limit / 1000, unit: 'kB/s' });
    for (const [how, send] of Object.entries(WAYS)) {
      const share = (100 * (await measure(one, send))) / limit;
      figures.push({ name: `  ${how}`, value: share, unit: '%', atLeast: AT_LEAST_PERCENT });
    }
  }
  return figures;
}

/**
 * Bytes of values a second that fit on the air.
 *
 * A value travels in one ATT PDU of `mtu` bytes, in one L2CAP frame, cut into packets of `DATA_LENGTH`
 * bytes. In a connection event each packet is followed by T_IFS, the empty packet by which the other
 * side acknowledges it, and T_IFS again; an event takes as many such pairs as fit whole before the next
 * one begins. Core Spec v5.4, Vol 6, Part B, 4.1 and 4.5.1.
 */
function limitOf({ mtu, phy, intervalMs }: Case): number {
  const coding = phy === '1M' ? Coding.le1M : Coding.le2M;
  const frame = L2CAP_HEAD + mtu;
  if (frame > DATA_LENGTH) throw new RangeError('frames of several packets are not looked at here');
  const pairUs = airtimeUs(coding, LL_HEAD + frame) + airtimeUs(coding, LL_HEAD) + 2 * T_IFS_US;
  const pairsPerEvent = Math.floor((1000 * intervalMs) / pairUs);
  return ((mtu - ATT_HEAD) * pairsPerEvent * 1000) / intervalMs;
}

/** A link whose both ends are at hand. */
interface Link {
  readonly server: LocalCharacteristic;
  readonly client: RemoteCharacteristic;
  /** Called with each value that the server gets. */
  onWritten: (value: Uint8Array) => void;
}

/** Keeps sending, and calls back with each value that has arrived. */
type Way = (link: Link, value: Uint8Array, onArrival: (value: Uint8Array) => void) => Promise<void>;

const WAYS: Readonly<Record<string, Way>> = {
  notifications: async ({ server, client }, value, onArrival) => {
    const subscription = await client.subscribe({ by: 'notify' });
    const taken = (async () => {
      for await (const notification of subscription) onArrival(notification.value);
    })();
    while (server.subscribers.size > 0) await server.notify(value);
    await taken;
  },
  'write commands': async (link, value, onArrival) => {
    link.onWritten = onArrival;
    for (;;) await link.client.write(value, { withoutResponse: true });
  },
};

/** Bytes of values a second that arrive. */
async function measure({ mtu, phy, intervalMs }: Case, way: Way): Promise<number> {
  const clock = new VirtualClock(Date.now());
  const air = new VirtualAir({ clock });
  const [near, far] = ['C0:00:00:00:00:01', PERIPHERAL].map((address) =>
    air.addController({ address, at: { x: 0, y: 0 } }),
  );
  if (!near || !far) throw new TypeError('two addresses make two controllers');
  const setUp = async (): Promise<readonly [Link, Connection]> => {
    const central = await openHost(async () => near.transport(), { clock });
    const peripheral = await openHost(async () => far.transport(), { clock });
    const link: Partial<Link> & Pick<Link, 'onWritten'> = { onWritten: () => {} };
    const services = await peripheral.serve([
      {
        uuid: SERVICE,
        characteristics: [
          {
            uuid: CHARACTERISTIC,
            properties: ['notify', 'writeWithoutResponse'],
            onWrite: (value) => link.onWritten(value),
          },
        ],
      },
    ]);
    await peripheral.advertise();
    const peer = { address: parseAddress(PERIPHERAL), type: 'public' } as const;
    const connection = await central.connect(peer, { mtu, parameters: { intervalMs } });
    await connection.setPhy(phy);
    const service = await connection.service(SERVICE);
    const client = await service.characteristic(CHARACTERISTIC);
    const server = services.characteristic(SERVICE, CHARACTERISTIC);
    return [Object.assign(link, { server, client }), connection];
  };
  const [link, connection] = await clock.run(setUp());
  let arrived = 0;
  const sending = way(link, new Uint8Array(mtu - ATT_HEAD), ({ length }) => {
    arrived += length;
  });
  await clock.advance(WARM_UP_MS);
  const before = arrived;
  await clock.advance(SPAN_MS);
  const bytes = arrived - before;
  // The end of the link ends the sending.
  await clock.run(Promise.allSettled([connection.disconnect(), sending]));
  air.close();
  return (bytes * 1000) / SPAN_MS;
}

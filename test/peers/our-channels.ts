// What our host and ble-host do with L2CAP itself: channels with credits, and link parameters.

import { HostConnection } from '@bluebell/ble/host';
import type { CreditChannel } from '@bluebell/ble/l2cap';
import type { LinkParameterRequest } from '@bluebell/ble/radio';
import type { L2capChannel } from 'ble-host';
import { expect } from 'vitest';
import { type BothEnds, meet, type OurRole, part } from './our-conversation.ts';
import type { OurHosts } from './our-pairing.ts';
import { Inbox, within } from './patience.ts';

/** The number of a service, as either side chooses it. */
const SPSM = 0x0081;

/** The longest SDU. */
const MTU = 2000;

const SDUS: readonly Uint8Array[] = Array.from({ length: 12 }, (_, i) =>
  new Uint8Array(1 + i * 170).fill(i),
);

/** Our end and theirs of one channel, and what each has got. */
interface Channel {
  readonly ours: CreditChannel;
  readonly theirs: L2capChannel;
}

/** A channel that they open, and one that we open: SDUs of all lengths go both ways at a time. */
export async function exchangeSdus({ open, theirs }: OurHosts, role: OurRole): Promise<void> {
  await using ours = await open({});
  const ends = await meet(role, ours, theirs);
  for (const openChannel of [openByUs, openByThem]) {
    const channel = await openChannel(ends);
    const toUs = new Inbox<Uint8Array>('an SDU for us');
    const toThem = new Inbox<Uint8Array>('an SDU for them');
    channel.ours.onReceive = (sdu) => toUs.put(sdu);
    channel.theirs.on('data', (sdu) => toThem.put(new Uint8Array(sdu)));
    for (const sdu of SDUS) channel.theirs.send(Buffer.from(sdu));
    const sent = Promise.all(SDUS.map((sdu) => channel.ours.send(sdu)));
    for (const sdu of SDUS) expect(await toUs.next()).toEqual(sdu);
    for (const sdu of SDUS) expect(await toThem.next()).toEqual(sdu);
    await sent;
    const closed = new Promise((resolve) => channel.theirs.once('disconnect', resolve));
    await channel.ours.close();
    await within('the end of a channel', closed);
  }
  await part(ends);
}

/** Link parameters change as the one and then as the other side asks. */
export async function changeParameters({ open, theirs }: OurHosts, role: OurRole): Promise<void> {
  await using ours = await open({});
  const ends = await meet(role, ours, theirs);
  const asked: LinkParameterRequest = { intervalMs: 15, latency: 1, supervisionTimeoutMs: 3000 };
  expect(await ends.ours.updateParameters(asked, { timeoutMs: 10_000 })).toEqual(asked);

  const theirWish = {
    connIntervalMin: 16,
    connIntervalMax: 16,
    connLatency: 0,
    supervisionTimeout: 500,
  };
  const status = await within(
    'the update that they asked for',
    new Promise((resolve) => ends.theirs.connection.updateConnParams(theirWish, resolve)),
  );
  expect(status).toBe(0);
  // The peripheral is told that we agree before the link changes.
  await expect
    .poll(() => ends.ours.parameters, { timeout: 10_000 })
    .toEqual({ intervalMs: 20, latency: 0, supervisionTimeoutMs: 5000 });
  await part(ends);
}

async function openByUs({ ours, theirs }: BothEnds): Promise<Channel> {
  const accepted = new Promise<L2capChannel>((resolve) => {
    theirs.connection.l2capCoCManager.registerLePsm(SPSM, (_txMtu, answer) => {
      const channel = answer(0, false, MTU);
      if (channel) resolve(channel);
    });
  });
  const channel = await hostOf(ours).l2cap.connect(SPSM, { mtu: MTU }, { timeoutMs: 10_000 });
  return { ours: channel, theirs: await within('a channel that we open', accepted) };
}

async function openByThem({ ours, theirs }: BothEnds): Promise<Channel> {
  const accepted = new Promise<CreditChannel>((resolve) => {
    // ble-host overlooks credits on channels that it has opened itself: it gets them all at once.
    const settings = { mtu: MTU, initialCredits: 500 };
    hostOf(ours).l2cap.listen(SPSM, { ...settings, onChannel: resolve });
  });
  const opened = new Promise<L2capChannel>((resolve, reject) => {
    theirs.connection.l2capCoCManager.connect(SPSM, false, MTU, (result, channel) => {
      if (channel) resolve(channel);
      else reject(new Error(`ble-host: no channel, result ${result}`));
    });
  });
  return { theirs: await within('a channel that they open', opened), ours: await accepted };
}

/** Other hosts of ours have no channels to offer. */
function hostOf(connection: BothEnds['ours']): HostConnection {
  if (connection instanceof HostConnection) return connection;
  throw new TypeError('not a connection of our host');
}

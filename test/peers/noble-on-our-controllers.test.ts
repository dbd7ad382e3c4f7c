// noble and bleno at our controllers, through sockets and ttys: with each other, and with our host.

import { toHex } from '@bluebell/ble/core';
import { openHost } from '@bluebell/ble/host';
import { completeName, type RemoteService } from '@bluebell/ble/radio';
import { type ControllerListener, serveController, servedTransport } from '@bluebell/radios';
import { afterAll, expect, it } from 'vitest';
import { LONG_VALUE, PeerUuid, SECRET } from './ble-host-service.ts';
import { Evidence } from './captures.ts';
import { ECHOED, TtyPeer } from './noble-bleno.ts';
import { CONTROLLER_MODELS, type OurAir, onOurAir } from './our-air.ts';
import { hear } from './our-conversation.ts';
import { serveOurService } from './our-service.ts';
import { describeWith } from './programs.ts';

/** How much noble writes at a time. */
const PIECE = 100;

describeWith(
  'btmon',
  'cc',
  'mergecap',
  'socat',
  'tshark',
)('on our controllers', { timeout: 30_000, concurrent: true }, () => {
  const evidence = new Evidence();
  afterAll(() => evidence.expectRight());

  it.for(CONTROLLER_MODELS)('noble tries all that bleno serves, on %s', (model, { task }) =>
    onOurAir({ evidence, task, model }, async (air) => {
      await using shelf = await offer(air);
      await using bleno = await TtyPeer.bleno(placeOf(shelf), 'bleno');
      await bleno.heard('advertising');
      await using hand = await offer(air);
      await using noble = await TtyPeer.noble(placeOf(hand), 'bleno');
      await expectAllHeard(noble);
      await bleno.heard('confirmed');
      await bleno.heard('disconnected');
    }),
  );

  it('noble tries all that our host serves, and pairs to read a secret', ({ task }) =>
    onOurAir({ evidence, task, model: '5.4' }, async (air) => {
      const transport = await air.connect();
      // noble asks for 256, and takes our answer for what holds even where it is more.
      await using ours = await openHost(async () => transport, { mtu: 256 });
      const { confirmed } = await serveOurService(ours);
      await using advertisement = await ours.advertise({ data: [completeName('ours')] });
      const connected = advertisement.connection({ timeoutMs: 10_000 });
      await using hand = await offer(air);
      await using noble = await TtyPeer.noble(placeOf(hand), 'ours');
      const connection = await connected;
      await expectAllHeard(noble);
      expect(await noble.heard('decrypted')).toMatchObject({ value: SECRET });
      expect(await connection.disconnected).toMatchObject({ by: 'peer' });
      expect(confirmed()).toBe(1);
    }));

  it('our host tries all that bleno serves', ({ task }) =>
    onOurAir({ evidence, task, model: '5.4' }, async (air) => {
      await using shelf = await offer(air);
      await using bleno = await TtyPeer.bleno(placeOf(shelf), 'bleno');
      await bleno.heard('advertising');
      const transport = await air.connect();
      await using ours = await openHost(async () => transport, {});
      const advert = await hear(ours, 'bleno');
      const connection = await ours.connect(advert, { parameters: { intervalMs: 7.5 } });
      await tryAllOf(await connection.service(PeerUuid.service));
      await bleno.heard('confirmed');
      await connection.disconnect();
      await bleno.heard('disconnected');
    }));
});

/** What noble says when all went well. */
async function expectAllHeard(noble: TtyPeer): Promise<void> {
  expect(await noble.heard('read')).toMatchObject({ long: toHex(LONG_VALUE) });
  expect(await noble.heard('stored')).toMatchObject({ value: toHex(ECHOED.slice(0, PIECE)) });
  expect(await noble.heard('notified')).toMatchObject({ value: toHex(ECHOED) });
  expect(await noble.heard('indicated')).toMatchObject({ value: toHex(ECHOED.slice(0, PIECE)) });
  await noble.heard('disconnected');
}

/** The same by our host. */
async function tryAllOf(service: RemoteService): Promise<void> {
  const long = await service.characteristic(PeerUuid.long);
  expect(await long.read()).toEqual(LONG_VALUE);
  const piece = ECHOED.slice(0, PIECE);
  const store = await service.characteristic(PeerUuid.store);
  await store.write(piece);
  expect(await store.read()).toEqual(piece);

  const echo = await service.characteristic(PeerUuid.echo);
  await using notified = await echo.subscribe();
  const pieces = Array.from({ length: ECHOED.length / PIECE }, (_, i) =>
    ECHOED.slice(i * PIECE, (i + 1) * PIECE),
  );
  for (const value of pieces) await echo.write(value, { withoutResponse: true });
  for (const value of pieces) {
    expect(await notified.next({ timeoutMs: 10_000 })).toMatchObject({ value });
  }

  const indicate = await service.characteristic(PeerUuid.indicate);
  await using indicated = await indicate.subscribe();
  await indicate.write(piece);
  const sentBack = { value: piece, isIndication: true };
  expect(await indicated.next({ timeoutMs: 10_000 })).toMatchObject(sentBack);
}

/** Offers one more controller at a port of its own. */
async function offer(air: OurAir): Promise<ControllerListener> {
  return serveController('tcp:127.0.0.1:0', servedTransport(await air.connect()));
}

/** The same place in the words of socat. */
function placeOf({ name }: ControllerListener): string {
  return name.replace(/^tcp:/, 'TCP:');
}

import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../core/index.ts';
import { type Linked, Stage } from './link-layers.contract.ts';

const KEY = fromHex('000102030405060708090a0b0c0d0e0f');
const START = {
  randomNumber: fromHex('0102030405060708'),
  encryptedDiversifier: 0x1234,
  longTermKey: KEY,
};
const SECRET = fromHex('7365637265742d7365637265742d7365637265742d736563726574');

describe('encryption of a link', () => {
  it('begins when the peripheral has the key, and hides what is sent (5.1.3.1)', async () => {
    const stage = new Stage();
    const linked = await encrypted(stage);
    const { central, peripheral, atCentral, atPeripheral } = linked;
    expect(peripheral.notes.of('onKeyRequest')).toEqual([
      [atPeripheral, START.randomNumber, START.encryptedDiversifier],
    ]);
    expect(central.notes.of('onEncryptionChange')).toEqual([[atCentral, 0, true]]);
    expect(peripheral.notes.of('onEncryptionChange')).toEqual([[atPeripheral, 0, true]]);
    const onAir = tapBytes(stage);
    await expectBothWays(stage, linked);
    expect(onAir.join()).not.toContain(toHex(SECRET));
  });

  it('ends the link at the peripheral when the central has another key (5.1.3.1)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link({ timeout: 100 });
    central.ll.startEncryption(atCentral, { ...START, longTermKey: KEY.toReversed() });
    await stage.advance(50);
    peripheral.ll.answerKeyRequest(atPeripheral, KEY);
    await stage.advance(50);
    expect(peripheral.notes.of('onDisconnection')).toEqual([[atPeripheral, 0x3d]]);
    await stage.advance(1000);
    expect(central.notes.of('onDisconnection')).toEqual([[atCentral, 0x08]]);
    expect(central.notes.of('onEncryptionChange')).toEqual([]);
  });

  it.each([
    ['has no key', true],
    ['does not want to be asked', false],
  ])(
    'is refused with 0x06 when the host of the peripheral %s, and the link goes on',
    async (_, isAsked) => {
      const stage = new Stage();
      const linked = await stage.link();
      const { central, peripheral, atCentral, atPeripheral } = linked;
      peripheral.notes.onKeyRequest = () => isAsked;
      central.ll.startEncryption(atCentral, START);
      await stage.advance(50);
      if (isAsked) peripheral.ll.answerKeyRequest(atPeripheral, undefined);
      await stage.advance(50);
      expect(central.notes.of('onEncryptionChange')).toEqual([[atCentral, 0x06, false]]);
      expect(peripheral.notes.of('onEncryptionChange')).toEqual([]);
      await expectBothWays(stage, linked);
    },
  );

  it('changes its key in the middle of traffic, and loses nothing (5.1.3.2)', async () => {
    const stage = new Stage();
    const linked = await encrypted(stage);
    const { central, peripheral, atCentral, atPeripheral } = linked;
    for (let i = 0; i < 50; i++) {
      central.ll.send(atCentral, true, Uint8Array.of(i));
      peripheral.ll.send(atPeripheral, true, Uint8Array.of(i));
    }
    const longTermKey = KEY.toReversed();
    central.ll.startEncryption(atCentral, { ...START, longTermKey });
    await stage.advance(50);
    peripheral.ll.answerKeyRequest(atPeripheral, longTermKey);
    await stage.advance(200);
    expect(central.notes.of('onKeyRefresh')).toEqual([[atCentral, 0]]);
    expect(peripheral.notes.of('onKeyRefresh')).toEqual([[atPeripheral, 0]]);
    const all = Array.from({ length: 50 }, (_, i) => Uint8Array.of(i));
    expect(central.notes.data).toEqual(all);
    expect(peripheral.notes.data).toEqual(all);
    await expectBothWays(stage, linked);
  });

  it('lets no data pass while the key is looked for', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.ll.startEncryption(atCentral, START);
    await stage.advance(30);
    central.ll.send(atCentral, true, SECRET);
    peripheral.ll.send(atPeripheral, true, SECRET);
    await stage.advance(200);
    expect([central.notes.data, peripheral.notes.data]).toEqual([[], []]);
    peripheral.ll.answerKeyRequest(atPeripheral, KEY);
    await stage.advance(50);
    expect([central.notes.data, peripheral.notes.data]).toEqual([[SECRET], [SECRET]]);
  });

  it('withstands an air that loses a third, in both directions at once', async () => {
    const stage = new Stage({ seed: 9 });
    const linked = await encrypted(stage);
    const { central, peripheral, atCentral, atPeripheral } = linked;
    stage.air.propagation = { ...stage.air.propagation, loss: 0.3 };
    const all = Array.from({ length: 200 }, (_, i) => new Uint8Array(1 + (i % 27)).fill(i));
    for (const data of all) {
      central.ll.send(atCentral, true, data);
      peripheral.ll.send(atPeripheral, true, data);
    }
    await stage.advance(10_000);
    expect(central.notes.data).toEqual(all);
    expect(peripheral.notes.data).toEqual(all);
  });

  it('is proven by pings on an idle link, so that the payload timeout never comes (5.4)', async () => {
    const stage = new Stage();
    const { central, atCentral } = await encrypted(stage);
    central.ll.setAuthenticatedPayloadTimeout(atCentral, 100);
    await stage.advance(10_000);
    expect(central.notes.of('onAuthenticatedPayloadTimeout')).toEqual([]);
  });

  it('tells the host when the proof is missing for too long (5.4)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral } = await encrypted(stage, { timeout: 3200 });
    central.ll.setAuthenticatedPayloadTimeout(atCentral, 100);
    peripheral.ll.place = { x: 100_000, y: 0 };
    await stage.advance(1100);
    expect(central.notes.of('onAuthenticatedPayloadTimeout')).toEqual([[atCentral]]);
  });

  it('is for centrals to begin, and for peripherals to answer', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    expect(peripheral.ll.startEncryption(atPeripheral, START)).toBe(0x0c);
    expect(central.ll.answerKeyRequest(atCentral, KEY)).toBe(0x0c);
    expect(peripheral.ll.answerKeyRequest(atPeripheral, KEY)).toBe(0x0c);
  });
});

async function encrypted(
  stage: Stage,
  options: { readonly timeout?: number } = {},
): Promise<Linked> {
  const linked = await stage.link(options);
  linked.central.ll.startEncryption(linked.atCentral, START);
  await stage.advance(50);
  linked.peripheral.ll.answerKeyRequest(linked.atPeripheral, KEY);
  await stage.advance(50);
  return linked;
}

async function expectBothWays(stage: Stage, linked: Linked): Promise<void> {
  const { central, peripheral, atCentral, atPeripheral } = linked;
  central.ll.send(atCentral, true, SECRET);
  peripheral.ll.send(atPeripheral, true, SECRET);
  await stage.advance(50);
  expect(central.notes.data.at(-1)).toEqual(SECRET);
  expect(peripheral.notes.data.at(-1)).toEqual(SECRET);
}

function tapBytes(stage: Stage): readonly string[] {
  const packets: string[] = [];
  stage.air.tap({ onPacket: ({ pdu }) => packets.push(toHex(pdu)) });
  return packets;
}

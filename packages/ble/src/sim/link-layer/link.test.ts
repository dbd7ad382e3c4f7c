import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../core/index.ts';
import { airtimeUs, Coding, T_IFS_US } from '../../ll/index.ts';
import { Random, type TappedPacket } from '../air/index.ts';
import { advertise, FAR_AWAY, type Linked, Stage, searchFor } from './link-layers.contract.ts';

const SMALL = fromHex('0102030405');

describe('a link', () => {
  it('answers exactly T_IFS after each packet (4.1.1)', async () => {
    const stage = new Stage();
    const { central, atCentral } = await stage.link();
    const packets = tapData(stage);
    for (let i = 0; i < 40; i++) central.ll.send(atCentral, true, SMALL);
    await stage.advance(100);
    const gaps = packets.slice(1).map(({ startUs }, i) => startUs - endOf(packets[i]));
    const answers = packets.slice(1).map(({ sender }, i) => sender !== packets[i]?.sender);
    expect(answers.every((isAnswer) => isAnswer)).toBe(true);
    // Within an event each gap is T_IFS; between events there is more.
    expect(Math.min(...gaps)).toBe(T_IFS_US);
    expect(gaps.filter((gap) => gap === T_IFS_US).length).toBeGreaterThan(60);
  });

  it('begins its events an interval apart, by a clock right to 20 ppm (4.5.1)', async () => {
    const stage = new Stage();
    await stage.link({ interval: 24 });
    const packets = tapData(stage);
    await stage.advance(10_000);
    const anchors = packets.filter((_, i) => i % 2 === 0).map(({ startUs }) => startUs);
    const gaps = anchors.slice(1).map((atUs, i) => atUs - (anchors[i] ?? 0));
    expect(anchors.length).toBeGreaterThan(330);
    expect(Math.max(...gaps.map((gap) => Math.abs(gap - 30_000)))).toBeLessThanOrEqual(1);
  });

  it('hops over all data channels', async () => {
    const stage = new Stage();
    await stage.link();
    const packets = tapData(stage);
    await stage.advance(2000);
    expect(new Set(packets.map(({ channel }) => channel)).size).toBe(37);
  });

  it.each([
    ['central', 'peripheral'],
    ['peripheral', 'central'],
  ] as const)(
    'passes all that the %s sends, in order, over an air that loses a third',
    async (from, to) => {
      const stage = new Stage({ seed: 3 });
      const linked = await stage.link({ timeout: 1000 });
      stage.air.propagation = { ...stage.air.propagation, loss: 0.3 };
      const sent = messages(300);
      for (const message of sent) linked[from].ll.send(handleOf(linked, from), true, message);
      await stage.advance(20_000);
      expect(linked[to].notes.data.map(toHex)).toEqual(pieces(sent, 27).map(toHex));
      expect(linked[from].notes.packetsDone).toBe(sent.length);
      expect(linked[from].notes.of('onDisconnection')).toEqual([]);
    },
  );

  it('cuts packets to the data length, and tells starts from continuations (2.4)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral } = await stage.link();
    const starts: boolean[] = [];
    peripheral.notes.onData = (_, isStart) => starts.push(isStart);
    central.ll.send(atCentral, true, new Uint8Array(60));
    central.ll.send(atCentral, false, new Uint8Array(10));
    await stage.advance(50);
    expect(starts).toEqual([true, false, false, false]);
    expect(central.notes.packetsDone).toBe(2);
  });

  it('ends after the supervision timeout when the peer is gone, and not before (4.5.2)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link({ timeout: 100 });
    peripheral.ll.place = FAR_AWAY;
    await stage.advance(990);
    expect(central.notes.of('onDisconnection')).toEqual([]);
    await stage.advance(20);
    expect(central.notes.of('onDisconnection')).toEqual([[atCentral, 0x08]]);
    expect(peripheral.notes.of('onDisconnection')).toEqual([[atPeripheral, 0x08]]);
    expect(central.ll.hasLink(atCentral)).toBe(false);
  });

  it('fails to be established when the peer never answers: after six intervals (4.5.2)', async () => {
    const stage = new Stage();
    const [central, peripheral] = [stage.device(), stage.device()];
    const properties = { legacy: true, connectable: true, scannable: true };
    // It lets nobody connect who is not on its accept list, on which there is nobody.
    advertise(peripheral.ll, 0, properties, { advertisingFilterPolicy: 2 });
    central.ll.connect(searchFor(peripheral.ll));
    await stage.advance(500);
    expect(central.notes.connections[0]?.status).toBe(0);
    expect(central.notes.of('onDisconnection').map(([, reason]) => reason)).toEqual([0x3e]);
    expect(peripheral.notes.connections).toEqual([]);
  });

  it('tells the peer why it ends (5.1.6)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    peripheral.ll.disconnect(atPeripheral, 0x13);
    await stage.advance(30);
    expect(peripheral.notes.of('onDisconnection')).toEqual([[atPeripheral, 0x16]]);
    expect(central.notes.of('onDisconnection')).toEqual([[atCentral, 0x13]]);
  });

  it('lets a peripheral sleep through events, and wakes it when it has something to say (4.5.1)', async () => {
    const stage = new Stage();
    const { peripheral, central, atPeripheral } = await stage.link({
      interval: 40,
      latency: 9,
      timeout: 600,
    });
    await stage.advance(1000);
    const packets = tapData(stage);
    await stage.advance(5000);
    const answers = packets.filter(({ sender }) => sender === peripheral.ll.name);
    expect(answers.length).toBeGreaterThanOrEqual(9);
    expect(answers.length).toBeLessThanOrEqual(11);
    peripheral.ll.send(atPeripheral, true, SMALL);
    await stage.advance(101);
    expect(central.notes.data).toEqual([SMALL]);
  });

  it('knows how strong the peer is', async () => {
    const stage = new Stage({ propagation: { shadowingDb: 0, fadingDb: 0 } });
    const { central, atCentral } = await stage.link();
    expect(central.ll.rssiOf(atCentral)).toBe(-40);
    central.ll.place = { x: 12, y: 0 };
    await stage.advance(20);
    expect(central.ll.rssiOf(atCentral)).toBe(-64);
    expect(central.ll.rssiOf(0xeff)).toBeUndefined();
  });
});

/** All packets of links from now on. */
function tapData(stage: Stage): TappedPacket[] {
  const packets: TappedPacket[] = [];
  stage.air.tap({
    onPacket: (packet) => {
      if (packet.channel < 37) packets.push(packet);
    },
  });
  return packets;
}

function endOf(packet: TappedPacket | undefined): number {
  if (!packet) return Number.NEGATIVE_INFINITY;
  return packet.startUs + airtimeUs(Coding.le1M, packet.pdu.length);
}

/** Messages of all lengths, no two the same. */
function messages(count: number): readonly Uint8Array[] {
  const random = new Random(11);
  return Array.from({ length: count }, (_, i) => random.bytes(1 + (i % 60)));
}

function pieces(whole: readonly Uint8Array[], length: number): readonly Uint8Array[] {
  return whole.flatMap((message) =>
    Array.from({ length: Math.ceil(message.length / length) }, (_, i) =>
      message.slice(i * length, (i + 1) * length),
    ),
  );
}

function handleOf(linked: Linked, side: 'central' | 'peripheral'): number {
  return side === 'central' ? linked.atCentral : linked.atPeripheral;
}

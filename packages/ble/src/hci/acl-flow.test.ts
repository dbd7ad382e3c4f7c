import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../codec/index.ts';
import { DecodeError, fromHex, UsageError } from '../core/index.ts';
import { type AclData, aclData, aclPacket, PacketBoundary } from './acl-data.ts';
import { AclFlow } from './acl-flow.ts';
import { Gate } from './gate.ts';

describe('AclFlow, outgoing', () => {
  it('cuts a frame into packets that fit, the first marked as such', () => {
    const { flow, sent } = start({ packetLength: 4 });
    flow.add(0x40).send(fromHex('0102030405060708090a'));
    expect(sent).toEqual([
      packet(0x40, PacketBoundary.firstFromHost, '01020304'),
      packet(0x40, PacketBoundary.continuing, '05060708'),
      packet(0x40, PacketBoundary.continuing, '090a'),
    ]);
  });

  it('sends as many packets as the controller holds, and more as it is done with them', () => {
    const { flow, sent } = start({ packetLength: 1, packetCount: 2 });
    const link = flow.add(0x40);
    link.send(fromHex('0102030405'));
    expect(sent).toHaveLength(2);
    flow.onCompleted([{ connectionHandle: 0x40, numCompletedPackets: 1 }]);
    expect(sent).toHaveLength(3);
    flow.onCompleted([{ connectionHandle: 0x40, numCompletedPackets: 2 }]);
    expect(sent).toHaveLength(5);
    expect(link.inFlight).toBe(2);
    expect(flow.credits).toBe(0);
  });

  it('sends packets of one link in order, and lets links take turns', () => {
    const { flow, order } = start({ packetLength: 1, packetCount: 1 });
    const [first, second, third] = [flow.add(1), flow.add(2), flow.add(3)];
    first.send(fromHex('aaaaaa'));
    second.send(fromHex('bbbb'));
    third.send(fromHex('cc'));
    for (let i = 0; i < 6; i++) {
      const connectionHandle = order.at(-1) ?? 0;
      flow.onCompleted([{ connectionHandle, numCompletedPackets: 1 }]);
    }
    expect(order).toEqual([1, 2, 3, 1, 2, 1]);
  });

  it('lets a link alone fill all buffers, and leaves one free while there are others', () => {
    const alone = start({ packetLength: 1, packetCount: 4 });
    alone.flow.add(1).send(new Uint8Array(9));
    expect(alone.sent).toHaveLength(4);

    const { flow, sent, order } = start({ packetLength: 1, packetCount: 4 });
    const [stalled, other] = [flow.add(1), flow.add(2)];
    stalled.send(new Uint8Array(9));
    expect(sent).toHaveLength(3);
    other.send(fromHex('aa'));
    expect(order).toEqual([1, 1, 1, 2]);
  });

  it('gives back what a link had in flight when it ends, and drops what it had waiting', () => {
    const { flow, order } = start({ packetLength: 1, packetCount: 1 });
    const [gone, other] = [flow.add(1), flow.add(2)];
    gone.send(fromHex('aaaa'));
    other.send(fromHex('bb'));
    expect(order).toEqual([1]);
    flow.remove(1);
    expect(order).toEqual([1, 2]);
    expect(gone.isOpen).toBe(false);
    gone.send(fromHex('cc'));
    flow.onCompleted([{ connectionHandle: 2, numCompletedPackets: 1 }]);
    expect(order).toEqual([1, 2]);
    expect(flow.credits).toBe(1);
  });

  it('does not gain buffers by a controller that is done with more than it was given', () => {
    const { flow, sent } = start({ packetLength: 1, packetCount: 2 });
    flow.add(1).send(new Uint8Array(9));
    flow.onCompleted([
      { connectionHandle: 1, numCompletedPackets: 300 },
      { connectionHandle: 7, numCompletedPackets: 5 },
    ]);
    expect(sent).toHaveLength(4);
    expect(flow.faults.completedTooMany).toBe(303);
  });

  it('tells when the last of a frame has gone, and takes more of it then', () => {
    const { flow, sent } = start({ packetLength: 4, packetCount: 2 });
    const link = flow.add(1);
    link.send(fromHex('aa'), () => link.send(fromHex('bb')));
    expect(sent.map(({ data }) => data)).toEqual([fromHex('aa'), fromHex('bb')]);
  });

  it('asks to stop while many frames wait, and says when there is room', async () => {
    const { flow } = start({ packetLength: 4, packetCount: 1 });
    const link = flow.add(1);
    while (!link.room) link.send(fromHex('aa'));
    const { room, waiting } = link;
    expect(waiting).toBe(8);
    flow.onCompleted([{ connectionHandle: 1, numCompletedPackets: 1 }]);
    await room;
    expect(link.room).toBeUndefined();
  });

  it('ends the wait for room when the link ends', async () => {
    const { flow } = start({ packetLength: 4, packetCount: 1 });
    const link = flow.add(1);
    while (!link.room) link.send(fromHex('aa'));
    const { room } = link;
    flow.remove(1);
    await expect(room).resolves.toBeUndefined();
  });

  it('says when all has arrived, be it since the link is gone', async () => {
    const { flow } = start({ packetLength: 1, packetCount: 4 });
    const [link, other] = [flow.add(1), flow.add(2)];
    expect(link.quiet).toBeUndefined();
    link.send(fromHex('aabbcc'));
    other.send(fromHex('aa'));
    let isQuiet = false;
    const arrived = link.quiet?.then(() => {
      isQuiet = true;
    });
    flow.onCompleted([{ connectionHandle: 1, numCompletedPackets: 2 }]);
    await Promise.resolve();
    expect(isQuiet).toBe(false);
    flow.onCompleted([{ connectionHandle: 2, numCompletedPackets: 1 }]);
    flow.onCompleted([{ connectionHandle: 1, numCompletedPackets: 1 }]);
    await arrived;
    expect(link.quiet).toBeUndefined();
    link.send(fromHex('aa'));
    const { quiet } = link;
    flow.remove(1);
    await expect(quiet).resolves.toBeUndefined();
  });

  it('waits while the transport is full', async () => {
    const full = new Gate();
    const line: { room: Promise<void> | undefined } = { room: full.opened };
    const { flow, sent } = start({ packetLength: 1, packetCount: 9, line });
    flow.add(1).send(fromHex('aabbcc'));
    expect(sent).toHaveLength(1);
    line.room = undefined;
    full.open();
    await full.opened;
    expect(sent).toHaveLength(3);
  });

  it('sends nothing once it is cleared', () => {
    const { flow, sent } = start({});
    const link = flow.add(1);
    flow.clear();
    link.send(fromHex('aa'));
    flow.add(2).send(fromHex('bb'));
    expect(sent).toEqual([]);
    expect(link.isOpen).toBe(false);
  });

  it('refuses buffers that hold nothing', () => {
    expect(() => start({ packetCount: 0 })).toThrow(UsageError);
  });

  it('never overruns the buffers, loses nothing and starves nobody, whatever happens', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.array(moves, { maxLength: 60 }), (more, steps) => {
        const packetCount = 1 + more;
        const { flow, sent } = start({ packetLength: 3, packetCount });
        const [given, taken] = [new Map<number, number>(), new Map<number, number>()];
        for (const handle of HANDLES) flow.add(handle);
        for (const { handle, kind, count } of steps) {
          const link = flow.links.get(handle);
          if (kind === 'send' && link) {
            link.send(new Uint8Array(count + 1));
            add(given, handle, count + 1);
          }
          if (kind === 'done') {
            flow.onCompleted([{ connectionHandle: handle, numCompletedPackets: count }]);
          }
          if (inFlight(flow) > packetCount) throw new Error('more than the controller holds');
          if (inFlight(flow) + flow.credits !== packetCount) throw new Error('credits were lost');
        }
        for (let round = 0; inFlight(flow) > 0; round++) {
          if (round > 2000) throw new Error('it never ends');
          for (const handle of HANDLES) {
            flow.onCompleted([{ connectionHandle: handle, numCompletedPackets: 1 }]);
          }
        }
        for (const { connectionHandle, data } of sent) add(taken, connectionHandle, data.length);
        expect(taken).toEqual(given);
      }),
    );
  });
});

describe('AclFlow, incoming', () => {
  it('hands data to the link it is for', () => {
    const { flow } = start({});
    const heard: AclData[] = [];
    flow.add(1);
    flow.add(2).onData = (data) => heard.push(data);
    flow.receive(aclPacket(packet(2, PacketBoundary.first, 'aabb')));
    flow.receive(aclPacket(packet(1, PacketBoundary.first, 'cc')));
    expect(heard).toEqual([packet(2, PacketBoundary.first, 'aabb')]);
    expect(flow.faults.unknownLink).toBe(0);
  });

  it('counts and drops what is for no link, or for all', () => {
    const { flow } = start({});
    const heard: AclData[] = [];
    flow.add(1).onData = (data) => heard.push(data);
    flow.receive(aclPacket(packet(7, PacketBoundary.first, 'aa')));
    flow.receive(aclPacket({ ...packet(1, PacketBoundary.first, 'aa'), broadcast: 1 }));
    flow.remove(1);
    flow.receive(aclPacket(packet(1, PacketBoundary.first, 'aa')));
    expect(heard).toEqual([]);
    expect(flow.faults.unknownLink).toBe(3);
  });

  it('refuses a packet that is cut short', () => {
    expect(() => start({}).flow.receive(fromHex('02 0100 0500 aa'))).toThrow(DecodeError);
  });
});

const HANDLES = [1, 2, 3];

const moves = fc.record({
  handle: fc.constantFrom(...HANDLES),
  kind: fc.constantFrom('send', 'done'),
  count: fc.nat(12),
});

function inFlight(flow: AclFlow): number {
  return [...flow.links.values()].reduce((sum, link) => sum + link.inFlight, 0);
}

function add(counts: Map<number, number>, handle: number, count: number): void {
  counts.set(handle, (counts.get(handle) ?? 0) + count);
}

function packet(connectionHandle: number, packetBoundary: PacketBoundary, hex: string): AclData {
  return { connectionHandle, packetBoundary, broadcast: 0, data: fromHex(hex) };
}

/** A flow, and what it has sent. */
function start({
  packetLength = 27,
  packetCount = 4,
  line = { room: undefined },
}: {
  readonly packetLength?: number;
  readonly packetCount?: number;
  readonly line?: { readonly room: Promise<void> | undefined };
}) {
  const sent: AclData[] = [];
  const order: number[] = [];
  const send = (bytes: Uint8Array) => {
    const data = decode(aclData, bytes.subarray(1));
    sent.push(data);
    order.push(data.connectionHandle);
  };
  const transport = {
    send,
    get room() {
      return line.room;
    },
  };
  return { flow: new AclFlow(transport, { packetLength, packetCount }), sent, order };
}

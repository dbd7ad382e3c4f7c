import { describe, expect, it } from 'vitest';
import { fromHex, Tally, toHex } from '../../core/index.ts';
import { aclPacket, PacketBoundary } from '../../hci/index.ts';
import { AclIntake } from './acl-intake.ts';
import { EventGate } from './event-gate.ts';
import type { HostFault } from './host-fault.ts';

const HANDLE = 0x0040;
const { firstFromHost, continuing, complete } = PacketBoundary;

describe('AclIntake', () => {
  it('gives data to the link layer, and says whether it begins a frame', () => {
    const { acl, sent } = open();
    acl.receive(packet(firstFromHost, 'aabb'));
    acl.receive(packet(continuing, 'cc'));
    expect(sent).toEqual(['start aabb', 'more cc']);
  });

  it('tells the host of each packet that is done (7.7.19)', () => {
    const { acl, given } = open();
    acl.receive(packet(firstFromHost, 'aa'));
    expect(given).toEqual([]);
    acl.done(HANDLE);
    expect(given).toEqual(['04130501 4000 0100'.replaceAll(' ', '')]);
    acl.done(HANDLE);
    expect(given).toHaveLength(1);
  });

  it('is done with a packet of nothing at once', () => {
    const { acl, sent, given } = open();
    acl.receive(packet(firstFromHost, ''));
    expect(sent).toEqual([]);
    expect(given).toHaveLength(1);
  });

  it('drops what it has no room for, says so, and has room again later (4.1.1, 7.7.26)', () => {
    const { acl, sent, given, faults } = open();
    for (let i = 0; i < 4; i++) acl.receive(packet(firstFromHost, 'aa'));
    expect(sent).toHaveLength(3);
    expect(faults.counts).toEqual({ aclOverrun: 1 });
    expect(given).toEqual(['041a0101']);
    acl.done(HANDLE);
    acl.receive(packet(firstFromHost, 'bb'));
    expect(sent).toHaveLength(4);
  });

  it('has room for others once a link is gone', () => {
    const { acl, given } = open();
    for (let i = 0; i < 3; i++) acl.receive(packet(firstFromHost, 'aa'));
    acl.forget(HANDLE);
    expect(acl.held).toBe(0);
    acl.done(HANDLE);
    expect(given).toEqual([]);
  });

  it.each([
    [
      'unknownLink',
      aclPacket({ connectionHandle: 0x41, packetBoundary: 0, broadcast: 0, data: fromHex('aa') }),
    ],
    [
      'aclFlags',
      aclPacket({
        connectionHandle: HANDLE,
        packetBoundary: complete,
        broadcast: 0,
        data: fromHex('aa'),
      }),
    ],
    [
      'aclFlags',
      aclPacket({ connectionHandle: HANDLE, packetBoundary: 0, broadcast: 1, data: fromHex('aa') }),
    ],
    ['aclTooLong', packet(firstFromHost, '00'.repeat(28))],
    ['malformed', fromHex('02 4000 0500 aa')],
    ['malformed', fromHex('02')],
  ])('drops and counts %s', (name, bytes) => {
    const { acl, sent, faults } = open();
    acl.receive(bytes);
    expect(sent).toEqual([]);
    expect(faults.counts).toEqual({ [name]: 1 });
    expect(acl.held).toBe(0);
  });
});

function open() {
  const sent: string[] = [];
  const given: string[] = [];
  const faults = new Tally<HostFault>({ code: 'HOST_FAULT' });
  const acl = new AclIntake({
    buffers: { packetLength: 27, packetCount: 3 },
    events: new EventGate((bytes) => void given.push(toHex(bytes))),
    faults,
    linkLayer: {
      hasLink: (handle) => handle === HANDLE,
      send: (_handle, isStart, data) =>
        sent.push(`${isStart ? 'start' : 'more'} ${toHex(data)}`) > 0,
    },
  });
  return { acl, sent, given, faults };
}

function packet(packetBoundary: 0 | 1 | 2 | 3, hex: string): Uint8Array {
  return aclPacket({ connectionHandle: HANDLE, packetBoundary, broadcast: 0, data: fromHex(hex) });
}

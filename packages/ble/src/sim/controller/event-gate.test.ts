import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import { eventPacket, type HciEvent, type LeSubevent } from '../../hci/index.ts';
import { EventGate } from './event-gate.ts';

const GONE: HciEvent = {
  kind: 'disconnectionComplete',
  status: 0,
  connectionHandle: 0x40,
  reason: 0x13,
};
const UPDATED: LeSubevent = {
  kind: 'lePhyUpdateComplete',
  status: 0,
  connectionHandle: 0x40,
  txPhy: 2,
  rxPhy: 2,
};
const ASKED: LeSubevent = {
  kind: 'leLongTermKeyRequest',
  connectionHandle: 0x40,
  randomNumber: new Uint8Array(8),
  encryptedDiversifier: 0,
};
const LE_META_BIT = 61;

describe('EventGate', () => {
  it('sends what is not masked', () => {
    const { gate, sent } = open();
    gate.send(GONE);
    expect(sent).toEqual([toHex(eventPacket(GONE))]);
  });

  it('holds LE events back until the host wants them at all (7.3.1)', () => {
    const { gate, sent } = open();
    gate.sendLe(ASKED);
    expect(sent).toEqual([]);
    gate.eventMask = new Set([LE_META_BIT]);
    gate.sendLe(ASKED);
    gate.send(GONE);
    expect(sent).toEqual([toHex(eventPacket({ kind: 'leMeta', subevent: ASKED }))]);
  });

  it('begins with the first five LE events (7.8.1)', () => {
    const { gate } = open();
    gate.eventMask = new Set([LE_META_BIT]);
    const kinds = [
      'leConnectionComplete',
      'leAdvertisingReport',
      'leConnectionUpdateComplete',
      'leReadRemoteFeaturesComplete',
      'leLongTermKeyRequest',
    ] as const;
    expect(kinds.filter((kind) => gate.wants(kind))).toEqual(kinds);
    expect(gate.wants('leRemoteConnectionParameterRequest')).toBe(false);
    expect(gate.wants('leEnhancedConnectionComplete')).toBe(false);
  });

  it('sends an LE event whose bit is set', () => {
    const { gate, sent } = open();
    gate.eventMask = new Set([LE_META_BIT]);
    gate.leEventMask = new Set([11]);
    gate.sendLe(UPDATED);
    gate.sendLe(ASKED);
    expect(sent).toHaveLength(1);
  });

  it('has a second page of events, none of which is wanted at first (7.3.69)', () => {
    const { gate, sent } = open();
    const expired: HciEvent = { kind: 'authenticatedPayloadTimeoutExpired', connectionHandle: 1 };
    gate.send(expired);
    expect(sent).toEqual([]);
    gate.eventMaskPage2 = new Set([23]);
    gate.send(expired);
    expect(sent).toHaveLength(1);
  });

  it('never holds back that packets are done', () => {
    const { gate, sent } = open();
    gate.eventMask = new Set();
    gate.send({ kind: 'numberOfCompletedPackets', handles: [] });
    expect(sent).toHaveLength(1);
  });
});

function open() {
  const sent: string[] = [];
  return { sent, gate: new EventGate((packet) => void sent.push(toHex(packet))) };
}

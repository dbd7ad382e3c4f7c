// The known answers for PDUs that break the rules.

import { describe, expect, it } from 'vitest';
import { decode, Reader } from '../codec/index.ts';
import { DecodeError, fromHex, toHex, VirtualClock } from '../core/index.ts';
import { AttClient } from './client.ts';
import { attribute, BearerEnd, MemoryStore } from './ends.contract.ts';
import type { Request } from './exchange.ts';
import { attPdu } from './pdu.ts';
import { AttServer } from './server.ts';
import { vectors } from './vectors/gatt-pdus.contract.ts';

const FOR_SERVERS = vectors.malformedServer.map((line) => [line.id, line.why, line] as const);
const FOR_CLIENTS = vectors.malformedClient.map((line) => [line.id, line.why, line] as const);

describe('the known answers for broken PDUs', () => {
  it('are all there', () => {
    expect([FOR_SERVERS.length, FOR_CLIENTS.length]).toEqual([22, 16]);
  });
});

describe('AttServer', () => {
  it.each(FOR_SERVERS)('answers %s as it must: %s', async (_, __, { hex, response }) => {
    const { clock, end, server } = serve();
    const indicating = server.indicate(3, fromHex('64'));
    end.sent.length = 0;
    end.hear(hex);
    await clock.advance(0);
    expect(end.sent.map(toHex)).toEqual(response === null ? [] : [response]);

    // What was broken has confirmed nothing.
    end.hear('1e');
    await indicating;
    expect(server.closed).toBeUndefined();
  });

  it('leaves the queue alone when the flags of an Execute Write are reserved', async () => {
    const { clock, end, store } = serve();
    for (const hex of ['1603000000aa', '1802', '1801']) {
      end.hear(hex);
      await clock.advance(0);
    }
    expect(toHex(store.valueOf(3))).toBe('aa');
  });
});

describe('AttClient', () => {
  it.each(FOR_CLIENTS)('rejects %s, and delivers nothing: %s', async (_, __, line) => {
    const clock = new VirtualClock();
    const end = new BearerEnd(clock);
    end.mtu = line.mtu ?? 64;
    const given: unknown[] = [];
    const note = (value: unknown) => void given.push(value);
    const client = new AttClient(end, { clock, onNotification: note, onIndication: note });
    const request = requestFor(line);
    const answer = request && client.request(request).catch((error: unknown) => error);
    end.sent.length = 0;
    end.hear(line.hex);
    await clock.advance(0);
    if (answer) expect(await answer).toBeInstanceOf(DecodeError);
    expect(Object.values(client.violations)).toEqual([1]);
    expect([given, end.sent]).toEqual([[], []]);
  });
});

function serve() {
  const clock = new VirtualClock();
  const end = new BearerEnd(clock);
  const store = new MemoryStore([attribute(3, '2a19', '64'), attribute(5, '2a1a', '01')]);
  return { clock, end, store, server: new AttServer(end, store, { clock }) };
}

const RANGE = { startingHandle: 1, endingHandle: 0xffff } as const;

/** Requests by the opcode of their response, for lines that do not tell what was asked. */
const REQUESTS: Readonly<Record<number, Request>> = {
  5: { kind: 'findInformationRequest', ...RANGE },
  9: { kind: 'readByTypeRequest', ...RANGE, attributeType: '2803' },
  11: { kind: 'readRequest', attributeHandle: 3 },
  17: { kind: 'readByGroupTypeRequest', ...RANGE, attributeGroupType: '2800' },
  23: {
    kind: 'prepareWriteRequest',
    attributeHandle: 0x10,
    valueOffset: 0,
    partAttributeValue: new Uint8Array(0),
  },
  25: { kind: 'executeWriteRequest', flags: 'write' },
  33: { kind: 'readMultipleVariableRequest', setOfHandles: [3, 5] },
};

function requestFor({ hex, request }: { hex: string; request?: string }): Request | undefined {
  // The cast holds since the known answers give requests as what was asked.
  if (request !== undefined) return decode(attPdu, fromHex(request)) as Request;
  return REQUESTS[new Reader(fromHex(hex)).u8()];
}

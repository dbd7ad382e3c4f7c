import { describe, expect, it } from 'vitest';
import { encode } from '../codec/index.ts';
import {
  fromHex,
  silentLog,
  sleep,
  TimeoutError,
  toHex,
  UsageError,
  VirtualClock,
} from '../core/index.ts';
import type { AttError } from './att-error.ts';
import type { Bearer } from './bearer.ts';
import { AttClient } from './client.ts';
import type { AttClientOptions, HandleValue } from './client-channel.ts';
import { attribute, BearerEnd, connect as connectToServer, numbered } from './ends.contract.ts';
import { AttErrorCode } from './error-code.ts';
import { type AttPdu, attPdu } from './pdu.ts';

const LEVEL = Uint8Array.of(0x64);
const ALL = { startingHandle: 0x0001, endingHandle: 0xffff } as const;

describe('AttClient.read', () => {
  it('gives the value that the server answers with', async () => {
    const { client, clock } = connect({ kind: 'readResponse', attributeValue: LEVEL });
    expect(await clock.run(client.read(0x0003))).toEqual(LEVEL);
  });

  it('rejects with what the server says (3.4.1.1)', async () => {
    const { client, clock } = connect({
      kind: 'errorResponse',
      requestOpcodeInError: 0x0a,
      attributeHandleInError: 0x0003,
      errorCode: AttErrorCode.insufficientEncryption,
    });
    const error: AttError = await clock.run(client.read(0x0003)).then(unexpected, (e) => e);
    expect([error.code, error.errorCode, error.attributeHandle]).toEqual(['ATT', 0x0f, 0x0003]);
  });

  it('gives up 30 s after the request, and not before (Vol 3, Part F, 3.3.3)', async () => {
    const { client, clock } = connect();
    const reading = client.read(0x0003).catch((error: unknown) => error);

    await clock.advance(29_999);
    expect(await Promise.race([reading, Promise.resolve('still waiting')])).toBe('still waiting');

    await clock.advance(1);
    expect(await reading).toBeInstanceOf(TimeoutError);
  });

  it('gives a value that holds no more than itself', async () => {
    const { client, clock } = connect({ kind: 'readResponse', attributeValue: LEVEL });
    expect((await clock.run(client.read(0x0003))).buffer.byteLength).toBe(1);
  });
});

describe('AttClient, when the server never answers', () => {
  it('sends nothing more, and gives the bearer up (3.3.3)', async () => {
    const { client, clock, end } = listen();
    const waiting = [client.read(1), client.read(2)].map((one) => one.catch(nameOf));
    await clock.advance(30_000);
    expect(await Promise.all(waiting)).toEqual(['TimeoutError', 'TimeoutError']);
    expect(end.abandoned).toBeInstanceOf(TimeoutError);
    await expect(client.read(3)).rejects.toBeInstanceOf(TimeoutError);
    await expect(client.writeCommand(3, LEVEL)).rejects.toBeInstanceOf(TimeoutError);
    end.hear('1d0300aa');
    expect(end.sent.map(toHex)).toEqual(['0a0100']);
    expect(client.closed).toBeInstanceOf(TimeoutError);
  });

  it('counts 30 s from when a request was sent, not from when it was asked for', async () => {
    const { client, clock, end } = listen();
    const first = client.read(1);
    const second = client.read(2).catch(nameOf);
    await clock.advance(29_000);
    end.hear('0b64');
    await first;
    await clock.advance(29_999);
    expect(client.closed).toBeUndefined();
    await clock.advance(1);
    expect(await second).toBe('TimeoutError');
  });
});

describe('AttClient, with several requests', () => {
  it('sends one when the one before it is answered (3.3.2)', async () => {
    const { client, clock, end } = listen();
    const reads = [client.read(1), client.read(2), client.read(3)];
    await clock.advance(100);
    expect(end.sent.map(toHex)).toEqual(['0a0100']);
    end.hear('0b01');
    expect(end.sent.map(toHex)).toEqual(['0a0100', '0a0200']);
    end.hear('010a020002');
    end.hear('0b03');
    const results = await Promise.all(reads.map((read) => read.then(toHex, nameOf)));
    expect(results).toEqual(['01', 'AttError', '03']);
  });

  it('sends commands past those that wait (3.3.2)', async () => {
    const { client, end } = listen();
    const reads = [client.read(1), client.read(2)];
    await client.writeCommand(5, LEVEL);
    await client.signedWriteCommand(6, LEVEL, numbered(12));
    expect(end.sent.map(toHex)).toEqual(['0a0100', '52050064', 'd2060064000102030405060708090a0b']);
    end.hear('0b01');
    end.hear('0b02');
    await Promise.all(reads);
  });

  it('sends the value as it was when it was asked to', async () => {
    const { client, end } = listen();
    const value = Uint8Array.of(1);
    const writes = [client.write(1, value), client.write(2, value)];
    value[0] = 9;
    end.hear('13');
    end.hear('13');
    await Promise.all(writes);
    expect(end.sent.map(toHex)).toEqual(['12010001', '12020001']);
  });

  it('refuses a PDU that is longer than ATT_MTU when its turn comes, and goes on', async () => {
    const { client, clock, end } = listen();
    const results = [
      client.exchangeMtu(100),
      client.write(1, numbered(98)).catch(nameOf),
      client.write(1, numbered(97)),
    ];
    end.hear('03f700');
    end.hear('13');
    expect(await clock.run(Promise.all(results))).toEqual([100, 'UsageError', undefined]);
    await expect(client.writeCommand(1, numbered(98))).rejects.toThrow('ATT_MTU is 100');
  });
});

describe('AttClient, when the caller loses patience', () => {
  it('rejects after the time allowed, and sends the next request when the answer has come', async () => {
    const { client, clock, end } = listen();
    const first = client.read(1, { timeoutMs: 1000 }).catch(nameOf);
    const second = client.read(2);
    await clock.advance(1000);
    expect(await first).toBe('TimeoutError');
    expect(end.sent.length).toBe(1);
    end.hear('0b01');
    end.hear('0b02');
    expect(toHex(await second)).toBe('02');
    expect(client.violations).toEqual({});
  });

  it('still gives the bearer up when that answer never comes', async () => {
    const { client, clock, end } = listen();
    const reading = client.read(1, { timeoutMs: 1000 }).catch(nameOf);
    await clock.advance(30_000);
    expect(await reading).toBe('TimeoutError');
    expect(end.abandoned).toBeInstanceOf(TimeoutError);
  });

  it('never sends a request that was called off while it waited', async () => {
    const { client, end } = listen();
    const abort = new AbortController();
    const reads = [
      client.read(1),
      client.read(2, { signal: abort.signal }).catch((reason: unknown) => reason),
      client.read(3),
    ];
    abort.abort('enough');
    end.hear('0b01');
    end.hear('0b03');
    expect(await reads[1]).toBe('enough');
    expect(end.sent.map(toHex)).toEqual(['0a0100', '0a0300']);
    await Promise.all(reads);
  });

  it('sends nothing when it was called off before', async () => {
    const { client, end } = listen();
    const signal = AbortSignal.abort('never mind');
    await expect(client.read(1, { signal })).rejects.toBe('never mind');
    await expect(client.exchangeMtu(100, { signal })).rejects.toBe('never mind');
    expect(end.sent).toEqual([]);
  });
});

describe('AttClient, when the bearer closes', () => {
  it('rejects what waits and what comes with the reason', async () => {
    const { client, end } = listen();
    const reads = [client.read(1), client.read(2)].map((one) => one.catch((e: unknown) => e));
    const reason = end.close();
    expect(await Promise.all(reads)).toEqual([reason, reason]);
    await expect(client.read(3)).rejects.toBe(reason);
    expect(client.closed).toBe(reason);
  });

  it('tells its listener once, and of a server that never answers too', async () => {
    const reasons: string[] = [];
    const onClose = (reason: Error) => void reasons.push(reason.name);
    const closed = listen({ onClose });
    closed.end.close();
    closed.end.close();
    expect(reasons).toEqual(['TransportError']);

    const silent = listen({ onClose });
    const reading = silent.client.read(1).catch(nameOf);
    await silent.clock.advance(30_000);
    silent.end.close();
    expect([await reading, ...reasons]).toEqual(['TimeoutError', 'TransportError', 'TimeoutError']);
  });
});

describe('AttClient.listen', () => {
  it('has all that comes taken by the new listener', () => {
    const { client, end, values } = listen();
    const taken: string[] = [];
    client.listen({ onNotification: ({ attributeValue }) => taken.push(toHex(attributeValue)) });
    end.hear('1b030064');
    expect([values, taken]).toEqual([[], ['64']]);
  });
});

describe('AttClient.exchangeMtu', () => {
  it.each([
    ['f700', 247],
    ['ffff', 517],
    ['1700', 23],
    ['0000', 23],
  ])('agrees on the smaller one, but no less than 23: %s (3.4.2.2)', async (hex, mtu) => {
    const { client, end } = listen();
    const exchange = client.exchangeMtu();
    end.hear(`03${hex}`);
    expect(await exchange).toBe(mtu);
    expect(end.mtu).toBe(mtu);
  });

  it('asks once, whatever becomes of the caller (3.4.2.1)', async () => {
    const { client, clock, end } = listen();
    const first = client.exchangeMtu(100, { timeoutMs: 10 }).catch(nameOf);
    await clock.advance(10);
    expect(await first).toBe('TimeoutError');
    end.hear('03f700');
    expect([await client.exchangeMtu(100), await client.exchangeMtu()]).toEqual([100, 100]);
    expect(end.sent.map(toHex)).toEqual(['026400']);
  });

  it('stays at 23 with a server that knows no such request (Part G, 4.3.1)', async () => {
    const { client, end } = listen();
    const exchange = client.exchangeMtu();
    end.hear('0102000006');
    expect(await exchange).toBe(23);
  });

  it('rejects with any other error', async () => {
    const { client, end } = listen();
    const exchange = client.exchangeMtu();
    end.hear('010200000e');
    await expect(exchange).rejects.toThrow('Unlikely Error');
  });

  it('sends nothing on an enhanced bearer, which has its MTU from the channel (3.4.2)', async () => {
    const { client, end } = listen();
    end.isEnhanced = true;
    end.mtu = 64;
    expect(await client.exchangeMtu()).toBe(64);
    expect(end.sent).toEqual([]);
  });

  it.each([22, 518, Number.NaN])('refuses an MTU of %s', async (mtu) => {
    await expect(listen().client.exchangeMtu(mtu)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('AttClient, when the server speaks of itself', () => {
  it('gives notifications in their order, several of one PDU too (3.4.7.4)', () => {
    const { end, values } = listen();
    end.hear('1b030064');
    end.hear('2303000100650e0002000637');
    end.hear('1b0300');
    expect(values).toEqual(['3: 64', '3: 65', '14: 0637', '3: ']);
    expect(end.sent).toEqual([]);
  });

  it('confirms an indication, also while a request waits (3.4.7.3)', async () => {
    const { client, clock, end, values } = listen();
    const reading = client.read(1);
    end.hear('1d080001');
    await clock.advance(0);
    expect(end.sent.map(toHex)).toEqual(['0a0100', '1e']);
    expect(values).toEqual(['8: 01']);
    end.hear('0b64');
    await reading;
  });

  it('confirms when the promise of the listener settles, and drops what comes before', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const { end, client } = listen({
      clock,
      onIndication: ({ attributeValue }) => {
        seen.push(toHex(attributeValue));
        return sleep(clock, 1000);
      },
    });
    end.hear('1d080001');
    end.hear('1d080002');
    await clock.advance(999);
    expect(end.sent).toEqual([]);
    await clock.advance(1);
    expect(end.sent.map(toHex)).toEqual(['1e']);
    end.hear('1d080003');
    expect(seen).toEqual(['01', '03']);
    expect(client.violations).toEqual({ earlyIndication: 1 });
  });

  it('goes on when a listener throws, and says so', async () => {
    const lines: string[] = [];
    const { clock, end } = listen({
      onNotification: () => {
        throw new Error('oops');
      },
      onIndication: () => Promise.reject(new Error('oops')),
      log: { ...silentLog, error: (_, message) => lines.push(message) },
    });
    end.hear('1b030064');
    end.hear('1d030064');
    await clock.advance(0);
    expect(end.sent.map(toHex)).toEqual(['1e']);
    expect(lines).toEqual(['onNotification threw: Error: oops', 'onIndication threw: Error: oops']);
  });
});

describe('AttClient, when the server breaks the rules', () => {
  it.each([
    ['a response that nobody asked for', '13', { unexpectedResponse: 1 }],
    ['an error to what nobody asked for', '011203000a', { unexpectedResponse: 1 }],
    ['a request', '0a0300', { unexpectedResponse: 1 }],
    ['an opcode that nobody knows', '3f', { unexpectedResponse: 1 }],
    ['no byte at all', '', { malformedPdu: 1 }],
    ['a notification without a handle', '1b03', { malformedPdu: 1 }],
    ['a notification longer than ATT_MTU', `1b0300${'00'.repeat(21)}`, { oversizedPdu: 1 }],
  ])('drops and counts %s, and the request waits on', async (_, hex, violations) => {
    const { client, end, values } = listen();
    const reading = client.read(3);
    end.hear(hex);
    expect(client.violations).toEqual(violations);
    end.hear('0b64');
    expect(await reading).toEqual(LEVEL);
    expect(values).toEqual([]);
  });

  it('rejects the request when an Error Response is cut short', async () => {
    const { client, end } = listen();
    const reading = client.read(3).catch(nameOf);
    end.hear('010a03');
    expect(await reading).toBe('DecodeError');
  });
});

describe('AttClient on a server', () => {
  it('finds, reads and writes', async () => {
    const { client, clock } = connectToServer([
      attribute(1, '2800', '0f18', { endGroupHandle: 4 }),
      attribute(2, '2803', '0a0300192a'),
      attribute(3, '2a19', '64'),
      attribute(4, '2902', '0000'),
    ]);
    const results = await clock.run(
      Promise.all([
        client.findInformation(ALL),
        client.findByTypeValue(ALL, '2800', fromHex('0f18')),
        client.readByType(ALL, '2a19'),
        client.readByGroupType(ALL, '2800'),
        client.readMultiple([3, 4]).then(toHex),
        client.readMultipleVariable([3, 4]),
        client.write(4, fromHex('0100')),
        client.read(4).then(toHex),
        client.readBlob(4, 1).then(toHex),
      ]),
    );
    expect(results).toEqual([
      [
        { handle: 1, uuid: '2800' },
        { handle: 2, uuid: '2803' },
        { handle: 3, uuid: '2a19' },
        { handle: 4, uuid: '2902' },
      ],
      [{ foundAttributeHandle: 1, groupEndHandle: 4 }],
      [{ attributeHandle: 3, attributeValue: LEVEL }],
      [{ attributeHandle: 1, endGroupHandle: 4, attributeValue: fromHex('0f18') }],
      '640000',
      [
        { valueLength: 1, value: LEVEL },
        { valueLength: 2, value: fromHex('0000') },
      ],
      undefined,
      '0100',
      '00',
    ]);
  });
});

/** A client whose server answers every request 20 ms later, or never when `answer` is left out. */
function connect(answer?: AttPdu) {
  const clock = new VirtualClock();
  const bearer: Bearer = {
    mtu: 23,
    send: () => {
      if (answer) clock.after(20, () => bearer.onReceive?.(encode(attPdu, answer)));
    },
  };
  return { clock, client: new AttClient(bearer, { clock }) };
}

interface ListenOptions extends Partial<Omit<AttClientOptions, 'clock'>> {
  readonly clock?: VirtualClock;
}

/** A client on an end that nobody answers, and what the server said of itself. */
function listen({ clock = new VirtualClock(), ...options }: ListenOptions = {}) {
  const end = new BearerEnd(clock);
  const values: string[] = [];
  const note = ({ attributeHandle, attributeValue }: HandleValue) => {
    values.push(`${attributeHandle}: ${toHex(attributeValue)}`);
  };
  const client = new AttClient(end, {
    clock,
    onNotification: note,
    onIndication: note,
    ...options,
  });
  return { clock, end, client, values };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function unexpected(): never {
  throw new Error('it did not reject');
}

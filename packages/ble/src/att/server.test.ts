import { describe, expect, it } from 'vitest';
import {
  fromHex,
  silentLog,
  sleep,
  TimeoutError,
  toHex,
  UsageError,
  VirtualClock,
} from '../core/index.ts';
import { AttError } from './att-error.ts';
import type { AttributeStore } from './attribute-store.ts';
import {
  attribute,
  BearerEnd,
  type MemoryAttribute,
  MemoryStore,
  numbered,
} from './ends.contract.ts';
import { AttErrorCode } from './error-code.ts';
import { AttServer, type AttServerOptions } from './server.ts';

const UART = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
const UART_HEX = '9ecadc240ee5a9e093f3a3b50100406e';

/** Two services, one of them with a long UUID, and values of several lengths. */
const ATTRIBUTES: readonly MemoryAttribute[] = [
  attribute(0x0001, '2800', '0f18', { endGroupHandle: 0x0004 }),
  attribute(0x0002, '2803', '120300192a', { endGroupHandle: 0x0004 }),
  attribute(0x0003, '2a19', '64'),
  attribute(0x0004, '2902', '0000', { maxLength: 2 }),
  attribute(0x0010, '2800', UART_HEX, { endGroupHandle: 0x0014 }),
  attribute(0x0011, UART, '0102'),
  attribute(0x0012, '2aff', toHex(numbered(100))),
  attribute(0x0013, '2aff', 'aa', { readError: 0x02, writeError: 0x03 }),
  attribute(0x0014, '2afe', 'bb', { readError: 0x0f }),
  attribute(0x0015, '2800', '0a18', { endGroupHandle: 0xffff }),
];

describe('AttServer, asked to find', () => {
  it.each([
    [
      'pairs of one format, until another comes',
      '040100ffff',
      '05010100002802000328 0300192a04000229 10000028',
    ],
    ['pairs of the long format', '041100ffff', `05021100${UART_HEX}`],
    ['as much as fits', '04020014 00', '0501020003280300192a04000229 10000028'],
    ['nothing', '0405000f00', '010405000a'],
    ['by value: the group of a service', '060100ffff00280f18', '0701000400'],
    ['by value: one attribute', '060100ffff192a64', '0703000300'],
    ['by value: nothing of that value', '060100ffff00280f19', '010601000a'],
    ['by value: what may not be read is passed over', '060100ffffff2aaa', '010601000a'],
    ['by type', '080100ffff0328', '09070200120300192a'],
    ['by type: nothing', '080400ffff0328', '010804000a'],
    ['by type: one that may not be read', '081400ffff fe2a', '010814000f'],
    ['by a long type', `080100ffff${UART_HEX}`, '090411000102'],
    ['by type: a value that is cut to fit', '081200ffffff2a', `09151200${toHex(numbered(19))}`],
    ['groups of one length, until another comes', '100100ffff0028', '1106010004000f18'],
    ['a group with a long UUID', '100500ffff0028', `111410001400${UART_HEX}`],
    ['the last group', '101500ffff0028', '11061500ffff0a18'],
    ['no more groups', '101600ffff0028', '011016000a'],
    ['groups of a type that makes none', '100100ffff0328', '0110010010'],
  ])('finds %s', async (_, request, response) => {
    expect(await answerTo(request)).toBe(toHex(fromHex(response)));
  });

  it.each(['04', '06', '08', '10'])(
    'refuses ranges that are none before all else, opcode %s',
    async (opcode) => {
      const type = opcode === '04' ? '' : 'ff2a';
      expect(await answerTo(`${opcode}00000000${type}`)).toBe(`01${opcode}000001`);
      expect(await answerTo(`${opcode}05000400${type}`)).toBe(`01${opcode}050001`);
    },
  );

  it('gives attributes of one type up to the first that may not be read (3.4.4.1)', async () => {
    const values = [0x02, 0x05].map((readError, index) =>
      attribute(index + 2, '2a19', '64', { readError }),
    );
    const store = new MemoryStore([attribute(1, '2a19', '64'), ...values]);
    expect(await answerTo('080100ffff192a', { store })).toBe('0903010064');
    expect(await answerTo('080300ffff192a', { store })).toBe('0108030005');
  });

  it.each([
    ['a type, values of 253 bytes', '080100ffff192a', 253],
    ['a group, values of 251 bytes', '100100ffff0028', 251],
  ])('gives no record longer than its length can say: %s (3.4.4.2)', async (_, request, length) => {
    const long = toHex(numbered(400));
    const store = new MemoryStore([attribute(1, '2800', long), attribute(2, '2a19', long)]);
    const response = fromHex(await answerTo(request, { store, mtu: 517 }));
    expect(response.length).toBe(2 + 255);
    expect(toHex(response.subarray(-length))).toBe(toHex(numbered(length)));
  });
});

describe('AttServer, asked to read', () => {
  it.each([
    ['a value', '0a0300', '0b64'],
    ['a value that is cut', '0a1200', `0b${toHex(numbered(22))}`],
    ['a value on which there is more', '0c12001600', `0d${toHex(numbered(44).subarray(22))}`],
    ['the end of a value', '0c12006300', `0d${toHex(numbered(100).subarray(99))}`],
    ['nothing behind the end', '0c12006400', '0d'],
    ['beyond the end', '0c12006500', '010c120007'],
    ['the rest of a short value', '0c03000000', '0d64'],
    ['at a handle that is none', '0a0500', '010a050001'],
    ['at handle 0', '0c00000000', '010c000001'],
    ['what may not be read, whatever the offset', '0c1300ffff', '010c130002'],
    ['several values', '0e03000400 0300', '0f64000064'],
    ['several values that are cut', '0e03001200', `0f64${toHex(numbered(21))}`],
    ['several values, one of no handle', '0e030005001300', '010e050001'],
    ['several values, one not readable, though cut away', '0e12001300', '010e130002'],
    ['values with their lengths', '2003000400', '21010064 02000000'],
    [
      'values with their lengths, the last one cut',
      '2003001200',
      `21010064 6400${toHex(numbered(17))}`,
    ],
    [
      'values with their lengths, where a second length has no room',
      '2012000300',
      `216400${toHex(numbered(20))}`,
    ],
  ])('reads %s', async (_, request, response) => {
    expect(await answerTo(request)).toBe(toHex(fromHex(response)));
  });

  it('answers in the order of the requests, however slow the store (3.3.2)', async () => {
    const { clock, end, server } = serve({ isSlow: true });
    for (const hex of ['0a0300', '5204000100', '0a0400', '0a1400']) end.hear(hex);
    await clock.advance(1000);
    expect(end.sent.map(toHex)).toEqual(['0b64', '0b0100', '010a14000f']);
    expect(server.violations).toEqual({ earlyRequest: 2 });
  });

  it('answers Unlikely Error for a store that fails, and says so', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, error: (_: string, message: string) => lines.push(message) };
    const store = new MemoryStore(ATTRIBUTES);
    store.read = () => {
      throw new Error('oops');
    };
    expect(await answerTo('0a0300', { store, log })).toBe('010a00000e');
    expect(await answerTo('060100ffff192a64', { store, log })).toBe('010600000e');
    expect(lines).toEqual(Array.from({ length: 2 }, () => 'an attribute failed: Error: oops'));
  });
});

describe('AttServer, asked to write', () => {
  it.each([
    ['a value', '1204000100', '13'],
    ['nothing', '120400', '13'],
    ['too long a value', '120400010203', '011204000d'],
    ['what may not be written', '121300', '0112130003'],
    ['at a handle that is none', '120500', '0112050001'],
    ['part of a value', '1604000000aa', '1704000000aa'],
    ['part of what may not be written', '161300ffff', '0116130003'],
    ['part of no value', '160500ffff', '0116050001'],
    ['nothing of an empty queue', '1801', '19'],
  ])('writes %s', async (_, request, response) => {
    expect(await answerTo(request)).toBe(response);
  });

  it('takes no value longer than 512 bytes, and asks for permission first (3.2.9)', async () => {
    const long = '00'.repeat(513);
    expect(await answerTo(`121200${long}`, { mtu: 517 })).toBe('011212000d');
    expect(await answerTo(`121300${long}`, { mtu: 517 })).toBe('0112130003');
    expect(await answerTo(`121200${long.slice(2)}`, { mtu: 517 })).toBe('13');
  });

  it('carries commands out without an answer, right or wrong (3.4.5.3)', async () => {
    const { clock, end, store, server } = serve();
    for (const hex of ['5204000100', '521300aa', '520500aa', '52', '7f0102']) end.hear(hex);
    await clock.advance(0);
    expect(end.sent).toEqual([]);
    expect(toHex(store.valueOf(4))).toBe('0100');
    expect(server.violations).toEqual({ refusedCommand: 2, malformedPdu: 1, unknownOpcode: 1 });
  });
});

describe('AttServer, with a signed write', () => {
  const SIGNED = 'd20400 0100 01000000facd63db80912ca5';

  it('writes when the signature is good (3.4.5.4)', async () => {
    const seen: string[] = [];
    const { clock, end, store } = serve({
      isSigned: ({ message, signature }) => {
        seen.push(toHex(message), toHex(signature));
        return Promise.resolve(true);
      },
    });
    end.hear(SIGNED);
    await clock.advance(0);
    expect(seen).toEqual(['d204000100', '01000000facd63db80912ca5']);
    expect(store.writes.map(({ by }) => by)).toEqual(['signedWriteCommand']);
    expect(end.sent).toEqual([]);
  });

  it.each([{}, { isSigned: () => false }])('ignores it else', async (options) => {
    const { clock, end, store, server } = serve(options);
    end.hear(SIGNED);
    await clock.advance(0);
    expect([store.writes, end.sent]).toEqual([[], []]);
    expect(server.violations).toEqual({ unsignedWrite: 1 });
  });
});

describe('AttServer, with prepared writes', () => {
  it('writes them all at once, those joined that adjoin (3.4.6.3)', async () => {
    const { clock, end, store } = serve();
    for (const hex of ['1612000000aabb', '1612000200cc', '1604000000dd', '1612000100ee', '1801']) {
      end.hear(hex);
      await clock.advance(0);
    }
    expect(toHex(end.sent.at(-1) ?? new Uint8Array(0))).toBe('19');
    expect(store.writes.length).toBe(1);
    const parts = store.writes[0]?.writes.map(({ attribute, offset, value }) => [
      attribute.handle,
      offset,
      toHex(value),
    ]);
    expect(parts).toEqual([
      [0x12, 0, 'aabbcc'],
      [0x04, 0, 'dd'],
      [0x12, 1, 'ee'],
    ]);
  });

  it.each([
    ['cancelled', ['1612000000aa', '1800', '1801'], '19'],
    ['beyond the value', ['16120065 00aa', '1801'], '0118120007'],
    ['beyond all values', ['16120001 02aa', '1801'], '0118120007'],
    ['longer than all values', ['161200ff01 aabb', '1801'], '011812000d'],
    ['too long for the attribute', ['1604000000aabbcc', '1801'], '011804000d'],
  ])('writes nothing of what is %s, and the queue is empty', async (_, requests, response) => {
    const { clock, end, store } = serve();
    for (const hex of requests) {
      end.hear(hex);
      await clock.advance(0);
    }
    expect(toHex(end.sent.at(-1) ?? new Uint8Array(0))).toBe(response);
    end.hear('1801');
    await clock.advance(0);
    expect(store.writes).toEqual([]);
  });

  it('keeps no more than it may (3.4.6.1)', async () => {
    const { clock, end } = serve({ maxPreparedWrites: 2 });
    for (const hex of [
      '1612000000aa',
      '1612000100bb',
      '1612000200cc',
      '161300',
      '1800',
      '1612000000aa',
    ]) {
      end.hear(hex);
      await clock.advance(0);
    }
    expect(end.sent.map(toHex).slice(2)).toEqual([
      '0116120009',
      '0116000004',
      '19',
      '1712000000aa',
    ]);
  });
});

describe('AttServer, asked for its MTU', () => {
  it.each([
    ['6400', 100],
    ['ffff', 247],
    ['1600', 23],
  ])('agrees on the smaller one, but no less than 23: %s (3.4.2.2)', async (hex, mtu) => {
    const { clock, end } = serve({ serverRxMtu: 247 });
    end.hear(`02${hex}`);
    await clock.advance(0);
    expect(end.sent.map(toHex)).toEqual(['03f700']);
    expect(end.mtu).toBe(mtu);
  });

  it('knows no such request on an enhanced bearer', async () => {
    expect(await answerTo('026400', { isEnhanced: true })).toBe('0102000006');
  });

  it.each([22, 518, Number.NaN])('is not made with one of %s', (serverRxMtu) => {
    expect(() => serve({ serverRxMtu })).toThrow(UsageError);
  });

  it('answers a longer PDU with Invalid PDU', async () => {
    const { clock, end, server } = serve();
    end.hear(`120400${'00'.repeat(21)}`);
    end.hear(`520400${'00'.repeat(21)}`);
    await clock.advance(0);
    expect(end.sent.map(toHex)).toEqual(['0112000004']);
    expect(server.violations).toEqual({ oversizedPdu: 2 });
  });
});

describe('AttServer.notify', () => {
  it('sends a value, cut to fit (3.4.7.1)', async () => {
    const { end, server } = serve();
    await server.notify(3, fromHex('64'));
    await server.notify(3, numbered(21));
    expect(end.sent.map(toHex)).toEqual(['1b030064', `1b0300${toHex(numbered(20))}`]);
    expect(server.maxValueLength).toBe(20);
  });

  it('sends several values in one PDU, and cuts none (3.4.7.4)', async () => {
    const { end, server } = serve();
    await server.notifyMultiple([longOf(1), longOf(13)]);
    expect(end.sent.map(toHex)).toEqual([`23030001000003000d00${toHex(numbered(13))}`]);
    await expect(server.notifyMultiple([longOf(1), longOf(14)])).rejects.toThrow('ATT_MTU is 23');
  });

  it('waits for room where the bearer has none', async () => {
    const { clock, end, server } = serve();
    end.send = () => sleep(clock, 50);
    const notifying = server.notify(3, fromHex('64')).then(() => clock.now());
    await clock.advance(1000);
    expect(await notifying).toBe(50);
  });
});

describe('AttServer.indicate', () => {
  it('sends one when the one before it was confirmed (3.3.2)', async () => {
    const { end, server } = serve();
    const indicating = [server.indicate(3, fromHex('64')), server.indicate(3, fromHex('65'))];
    await Promise.resolve();
    expect(end.sent.map(toHex)).toEqual(['1d030064']);
    end.hear('1e');
    await indicating[0];
    expect(end.sent.map(toHex)).toEqual(['1d030064', '1d030065']);
    end.hear('1e');
    await indicating[1];
    end.hear('1e');
    expect(server.violations).toEqual({ unexpectedConfirmation: 1 });
  });

  it('is confirmed while a request is being answered', async () => {
    const { clock, end, server } = serve({ isSlow: true });
    const indicating = server.indicate(3, fromHex('64'));
    end.hear('0a0300');
    end.hear('1e');
    await indicating;
    expect(end.sent.map(toHex)).toEqual(['1d030064']);
    await clock.advance(1000);
    expect(end.sent.length).toBe(2);
  });

  it('gives the bearer up when no confirmation comes in 30 s (3.3.3)', async () => {
    const { clock, end, server } = serve();
    const indicating = server.indicate(3, fromHex('64')).catch((error: unknown) => error);
    await clock.advance(30_000);
    expect(await indicating).toBeInstanceOf(TimeoutError);
    expect(end.abandoned).toBeInstanceOf(TimeoutError);
    await expect(server.notify(3, fromHex('64'))).rejects.toBeInstanceOf(TimeoutError);
    end.hear('0a0300');
    await clock.advance(0);
    expect(end.sent.length).toBe(1);
  });
});

describe('AttServer, whose store judges what is asked', () => {
  it('tells it of each request and command first, and passes on what it says', async () => {
    const asked: string[] = [];
    const store = Object.assign(new MemoryStore(ATTRIBUTES), {
      admit: ({ kind }: { readonly kind: string }) => {
        asked.push(kind);
        if (kind !== 'readRequest') throw new AttError(AttErrorCode.databaseOutOfSync, 3);
      },
    });
    const { clock, end, server } = serve({ store });
    for (const hex of ['0a0300', '0aff0f', '120300aa', '520300aa', '024000', '0a03', '1e']) {
      end.hear(hex);
    }
    await clock.advance(0);
    expect(asked.join(' ')).toBe(
      'readRequest readRequest writeRequest writeCommand exchangeMtuRequest',
    );
    expect(end.sent.map(toHex).join(' ')).toBe('0b64 010aff0f01 0112030012 0102030012 010a000004');
    expect(server.violations).toMatchObject({ refusedCommand: 1 });
    expect(store.writes).toEqual([]);
  });
});

describe('AttServer, whose indication is confirmed', () => {
  it('says so before it looks at what comes next', async () => {
    const order: string[] = [];
    const memory = new MemoryStore(ATTRIBUTES);
    const store = Object.assign(memory, { admit: () => void order.push('asked') });
    const onConfirmation = (handle: number) => void order.push(`confirmed ${handle}`);
    const { clock, end, server } = serve({ store, onConfirmation });
    const indicating = server.indicate(3, Uint8Array.of(1));
    for (const hex of ['1e', '0a0300', '1e']) end.hear(hex);
    await clock.run(indicating);
    expect(order).toEqual(['confirmed 3', 'asked']);
  });
});

describe('AttServer, when the bearer closes', () => {
  it('answers nothing more, and rejects indications', async () => {
    const { clock, end, server } = serve({ isSlow: true });
    const indicating = server.indicate(3, fromHex('64')).catch((error: unknown) => error);
    end.sent.length = 0;
    end.hear('0a0300');
    end.hear('0a0400');
    const reason = end.close();
    await clock.advance(1000);
    expect(await indicating).toBe(reason);
    expect(end.sent).toEqual([]);
    expect(server.closed).toBe(reason);
  });
});

describe('AttServer, flooded', () => {
  it('lets no more wait than it may, and counts the rest', async () => {
    const { clock, end, server } = serve({ isSlow: true, maxWaiting: 3 });
    for (let i = 0; i < 10; i++) end.hear('52040001');
    // One is being carried out, three wait.
    expect(server.violations).toEqual({ floodedPdu: 6 });
    await clock.advance(1000);
    end.hear('0a0400');
    await clock.advance(1000);
    expect(end.sent.map(toHex)).toEqual(['0b01']);
  });
});

function longOf(size: number) {
  return { attributeHandle: 3, attributeValue: numbered(size) };
}

interface Setup extends Partial<AttServerOptions> {
  readonly store?: AttributeStore;
  /** Whether the store takes 100 ms for everything. */
  readonly isSlow?: boolean;
  readonly mtu?: number;
  readonly isEnhanced?: boolean;
}

function serve({ store, isSlow, mtu = 23, isEnhanced = false, ...options }: Setup = {}) {
  const clock = new VirtualClock();
  const end = new BearerEnd(clock);
  end.mtu = mtu;
  end.isEnhanced = isEnhanced;
  const memory = new MemoryStore(ATTRIBUTES);
  const server = new AttServer(end, store ?? (isSlow ? slowed(memory, clock) : memory), {
    clock,
    ...options,
  });
  return { clock, end, server, store: memory };
}

/** What a server sends for one PDU. */
async function answerTo(hex: string, setup: Setup = {}): Promise<string> {
  const { clock, end } = serve(setup);
  end.hear(hex);
  await clock.advance(0);
  return end.sent.map(toHex).join(' ');
}

function slowed(store: MemoryStore, clock: VirtualClock): AttributeStore {
  return {
    attributes: (first, last) => store.attributes(first, last),
    isGroupType: (type) => store.isGroupType(type),
    read: (attribute) => sleep(clock, 100).then(() => store.read(attribute)),
    allowWrite: (attribute) => sleep(clock, 100).then(() => store.allowWrite(attribute)),
    write: (writes, access) => store.write(writes, access),
  };
}

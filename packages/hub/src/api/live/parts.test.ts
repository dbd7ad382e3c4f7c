import { describe, expect, it } from 'vitest';
import { clientWords } from './client-words.ts';
import { Ring } from './ring.ts';
import { Seats } from './seats.ts';
import { changesBetween } from './told-devices.ts';
import { allowedTopics, topicsIn } from './topics.ts';

describe('Ring', () => {
  it('is bounded in number and in bytes', () => {
    const few = new Ring(0, { messages: 3, bytes: 1_000 });
    for (let seq = 1; seq <= 10; seq++) few.add(message(seq, 10));
    expect([few.size, few.bytes]).toEqual([3, 30]);
    const small = new Ring(0, { messages: 100, bytes: 25 });
    for (let seq = 1; seq <= 10; seq++) small.add(message(seq, 10));
    expect([small.size, small.bytes]).toEqual([2, 20]);
    small.add(message(11, 100));
    expect([small.size, small.bytes]).toEqual([0, 0]);
    expect(small.after(10)).toBeUndefined();
    expect(small.after(11)).toEqual([]);
  });

  it('leaves out what a later message says as well, and nothing else', () => {
    const ring = new Ring(0);
    ring.add(message(1), age('lastSeen'));
    ring.add(message(2));
    ring.add(message(3), age('lastSeen', 'rssiDbm'));
    ring.add(message(4), age('lastSeen'));
    ring.add(message(5), { about: 'B', fields: new Set(['lastSeen', 'rssiDbm']) });
    expect(ring.after(0)?.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  });
});

describe('changesBetween', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, {}],
    [{ a: 1 }, { a: 2 }, { a: 2 }],
    [{ a: 1 }, {}, { a: null }],
    [{ a: 1 }, { a: undefined }, { a: null }],
    [{ a: undefined }, {}, {}],
    [{ a: undefined }, { a: undefined }, {}],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, {}],
    [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, { a: { b: [2, 1] } }],
    [{ a: [] }, { a: {} }, { a: {} }],
    [{ a: { b: 1 } }, { a: { c: 1 } }, { a: { c: 1 } }],
    [{ a: null }, { a: 0 }, { a: 0 }],
  ])('from %j to %j is %j', (before, now, changes) => {
    expect(changesBetween(before, now)).toEqual(changes);
  });
});

describe('clientWords', () => {
  it.each([
    ['{"type":"ping"}', 'request'],
    ['{"type":"subscribe","topics":["devices","frames:A4C138000001"]}', 'request'],
    ['', 1007],
    ['{', 1007],
    ['['.repeat(4_000), 1007],
    ['null', 1008],
    ['[]', 1008],
    ['{"type":"ping","more":1}', 1008],
    ['{"type":"subscribe"}', 1008],
    ['{"type":"subscribe","topics":["frames:a4c138000001"]}', 1008],
    ['{"type":"subscribe","topics":["__proto__"]}', 1008],
    [JSON.stringify({ type: 'subscribe', topics: Array(17).fill('devices') }), 1008],
  ])('of %.60j are %s', (text, expected) => {
    const words = clientWords(text);
    expect(words.kind === 'fault' ? words.code : words.kind).toBe(expected);
  });
});

describe('topics', () => {
  it('are the usual ones where nobody says', () => {
    expect(topicsIn(null)).toEqual(['devices', 'health']);
    expect(topicsIn('')).toEqual([]);
  });

  it.each([
    'device',
    'devices;log',
    'frames:',
    'frames:A4C138000001x',
    'devices,'.repeat(17),
    'x'.repeat(1e6),
  ])('are refused: %.40j', (text) => {
    expect(topicsIn(text)).toBeUndefined();
  });

  it('of adverts and of the log need the scope admin', () => {
    const all = topicsIn('devices,adverts,log,frames:A4C138000001') ?? [];
    expect([...allowedTopics(all, ['read', 'control'])]).toEqual([
      'devices',
      'frames:A4C138000001',
    ]);
    expect(allowedTopics(all, ['read', 'control', 'admin']).size).toBe(4);
  });
});

describe('Seats', () => {
  it('are so many in all, and so many for one place', () => {
    const seats = new Seats({ all: 5, each: 2 });
    const leave = seats.take('192.0.2.1');
    expect(seats.take('::ffff:192.0.2.1')).toBeDefined();
    expect(seats.take('192.0.2.1')).toBeUndefined();
    leave?.();
    leave?.();
    expect(seats.take('192.0.2.1')).toBeDefined();
    expect(seats.take('192.0.2.1')).toBeUndefined();
    // Proxies of this machine speak for many.
    for (let n = 0; n < 3; n++) expect(seats.take('127.0.0.1')).toBeDefined();
    expect(seats.take(undefined)).toBeUndefined();
  });
});

function age(...fields: readonly string[]) {
  return { about: 'A', fields: new Set(fields) };
}

function message(seq: number, size = 1) {
  return { topic: 'devices', seq, bytes: new Uint8Array(size) } as const;
}

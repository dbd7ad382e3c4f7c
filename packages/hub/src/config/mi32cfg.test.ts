import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMi32Config } from './mi32cfg.ts';

const SENSOR = { MAC: 'A4C138A1B2C3', PID: '055b', key: '00112233445566778899AABBCCDDEEFF' };
const PHONE = {
  MAC: 'AABBCCDDEEFF',
  PID: '0000',
  key: 'EC0234A357C8AD05341010A60A397D9B',
  name: 'phone',
  feat: 16384,
};

describe('readMi32Config', () => {
  it('reads sensors, and phones by product id 0, as Tasmota writes them: a NUL at the end', () => {
    const { devices, phones, problems } = read(`${JSON.stringify([SENSOR, PHONE])}\0`);
    expect(problems).toEqual([]);
    expect(devices).toEqual([{ address: 0xa4c138a1b2c3, pid: 0x055b, key: expect.anything() }]);
    expect(devices[0]?.key?.bindKey().cipher('miBeacon')).toBeDefined();
    expect(phones).toEqual([{ address: 0xaabbccddeeff, irk: expect.anything(), name: 'phone' }]);
    expect(phones[0]?.irk?.reveal()[0]).toBe(0xec);
  });

  it('takes empty and missing keys for none, names and features where they are', () => {
    const { devices, problems } = read([
      { MAC: 'a4c138a1b2c3', PID: '055B', key: '' },
      { MAC: 'A4C138000002', PID: 'b770', name: 'hall', feat: 142 },
    ]);
    expect(problems).toEqual([]);
    expect(devices).toEqual([
      { address: 0xa4c138a1b2c3, pid: 0x055b },
      { address: 0xa4c138000002, pid: 0xb770, name: 'hall', feat: 142 },
    ]);
  });

  it('takes a phone without key as one that keeps its address', () => {
    expect(read([{ MAC: 'AABBCCDDEEFF', PID: '0000' }]).phones).toEqual([
      { address: 0xaabbccddeeff },
    ]);
  });

  it('lets later fields win where an address stands twice', () => {
    const { devices } = read([
      { ...SENSOR, name: 'old' },
      { MAC: SENSOR.MAC, PID: '045b', name: 'new' },
    ]);
    expect(devices).toEqual([
      { address: 0xa4c138a1b2c3, pid: 0x045b, key: expect.anything(), name: 'new' },
    ]);
  });

  it.each([
    [{ ...SENSOR, MAC: 'A4C138' }, 'skipped: MAC must be 12 hex digits'],
    [{ ...SENSOR, MAC: 5 }, 'skipped: MAC must be 12 hex digits'],
    [{ PID: '055b' }, 'skipped: MAC must be 12 hex digits'],
    [{ MAC: 'A4C138000009' }, 'skipped: PID must be 4 hex digits'],
    [{ ...SENSOR, PID: '55b' }, 'skipped: PID must be 4 hex digits'],
    [{ ...SENSOR, PID: 1371 }, 'skipped: PID must be 4 hex digits'],
    [[SENSOR], 'skipped: it is no whole JSON object'],
    ['A4C138000009', 'skipped: it is no whole JSON object'],
    [null, 'skipped: it is no whole JSON object'],
  ])('names and skips a bad entry, and uses the rest: %j', (bad, message) => {
    const { devices, problems } = read([PHONE, bad, { ...SENSOR, MAC: 'A4C138000008' }]);
    expect(problems).toEqual([{ index: 1, message }]);
    expect(devices.map(({ address }) => address)).toEqual([0xa4c138000008]);
  });

  it.each([
    [{ key: '0011' }, 'key has 4 hex digits; a bind key has 32'],
    [{ key: 'x'.repeat(32) }, 'key is not made of pairs of hex digits'],
    [{ key: 7 }, 'key is not used: it must be text'],
    [{ name: 7 }, 'name is not used: it must be text'],
    [{ feat: -1 }, 'feat is not used: it must be a number'],
    [{ feat: '142' }, 'feat is not used: it must be a number'],
  ])('keeps an entry of which a part is bad: %j', (bad, words) => {
    const { devices, problems } = read([{ ...SENSOR, ...bad }]);
    expect(devices).toHaveLength(1);
    expect(problems).toEqual([{ index: 0, message: expect.stringContaining(words) }]);
  });

  it('uses all whole entries of a file that Tasmota cut at 2048 bytes', () => {
    const all = Array.from({ length: 40 }, (_, i) => ({ ...SENSOR, MAC: `A4C1380000${10 + i}` }));
    const { devices, problems } = read(JSON.stringify(all).slice(0, 2048));
    const length = JSON.stringify(SENSOR).length + 1;
    const whole = Math.floor(2047 / length);
    expect(devices).toHaveLength(whole);
    expect(problems).toEqual([
      { index: undefined, message: expect.stringContaining('perhaps cut short') },
      { index: whole, message: 'skipped: it is no whole JSON object' },
    ]);
  });

  it('uses the entries around a name with an unescaped quote', () => {
    const bad = '{"MAC":"A4C138000007","PID":"b770","name":"6" screen"}';
    const { devices, problems } = read(`[${bad},${JSON.stringify(SENSOR)}]`);
    expect(devices).toHaveLength(1);
    expect(problems.map(({ index }) => index)).toEqual([undefined, 0]);
  });

  it('uses every whole entry of a file that was cut, whatever their names are', () => {
    const names = ['a{b}c', '"},{"MAC":"', '\\', '}', '{'];
    const entries = names.map((name, at) => ({ MAC: `A4C13800000${at}`, PID: 'b770', name }));
    const { devices, problems } = read(`${JSON.stringify(entries).slice(0, -1)},{"MAC":"A4C`);
    expect(devices.map(({ name }) => name)).toEqual(names);
    expect(problems.map(({ index }) => index)).toEqual([undefined, names.length]);
  });

  it('comes soon to the end of a file that is nothing but beginnings', () => {
    const { devices } = read('{"'.repeat(20_000));
    expect(devices).toEqual([]);
  });

  it.each([
    ['', 'is empty'],
    ['\0\0', 'is empty'],
    ['{}', 'must hold a JSON array'],
    ['5', 'must hold a JSON array'],
    ['hello', 'is not whole JSON'],
  ])('says what is wrong with a file that is none (%#)', (text, words) => {
    const { devices, phones, problems } = read(text);
    expect([devices, phones]).toEqual([[], []]);
    expect(problems).toEqual([{ index: undefined, message: expect.stringContaining(words) }]);
  });

  it('has no bound of its own: a thousand sensors are far beyond the 2048 bytes of Tasmota', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => ({
      ...SENSOR,
      MAC: (0xa4c138000000 + i).toString(16),
    }));
    const { entries, problems } = read(all);
    expect([entries.length, problems]).toEqual([20_000, []]);
  });

  it('never throws, and never shows a key, however the file is mutilated', () => {
    const whole = new TextEncoder().encode(JSON.stringify([SENSOR, PHONE, SENSOR]));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) bytes.fill(value, at, at + 1);
        const result = readMi32Config(bytes);
        const told = JSON.stringify(result) + result.problems.map(({ message }) => message).join();
        expect(told).not.toMatch(/445566|C8AD05/i);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws on any JSON', () => {
    const member = fc.constantFrom('MAC', 'PID', 'key', 'name', 'feat', '__proto__');
    const entry = fc.dictionary(
      member,
      fc.oneof(fc.jsonValue(), fc.stringMatching(/^[0-9a-f]{12}$/), fc.constant('0000')),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(entry), fc.jsonValue()), (value) => {
        const { devices, phones, problems } = read(JSON.stringify(value));
        const entries = Array.isArray(value) ? value.length : 0;
        expect(devices.length + phones.length).toBeLessThanOrEqual(entries);
        expect(problems).toBeInstanceOf(Array);
      }),
      { numRuns: 1000 },
    );
  });
});

function read(content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readMi32Config(new TextEncoder().encode(text));
}

import { fromHex } from '@bluebell/ble/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../bind-key.ts';
import { advertOf, adverts, foreign, keysOf } from '../vectors/vectors.contract.ts';
import { dissect } from './dissect.ts';
import type { FramePart } from './frame-part.ts';

describe('dissect', () => {
  it('takes a MiBeacon apart to its last byte', () => {
    const data = fromHex('02 01 06 15 16 95fe 5030 5b05 07 010000 38c1a4 0d10 04 d700 cf01');
    expect(dissect(data).map(line)).toEqual([
      '0+3 flags: general discoverable, no BR/EDR',
      '0+1   length: 2 bytes',
      '1+1   type: 0x01',
      '2+1   flags: general discoverable, no BR/EDR',
      '3+22 service data: MiBeacon: LYWSD03MMC: temperature 21.5 °C, humidity 46.3 %',
      '3+1   length: 21 bytes',
      '4+1   type: 0x16',
      '5+2   service: Xiaomi (fe95)',
      '7+18   MiBeacon: LYWSD03MMC: temperature 21.5 °C, humidity 46.3 %',
      '7+2     frame control: 0x3050: mac, object, version 3',
      '9+2     product: LYWSD03MMC (0x055b)',
      '11+1     frame counter: 7',
      '12+6     address: A4:C1:38:00:00:01',
      '18+7     temperature and humidity: temperature 21.5 °C, humidity 46.3 %',
      '18+2       object: 0x100d',
      '20+1       length: 4 bytes',
      '21+2       temperature: 21.5 °C',
      '23+2       humidity: 46.3 %',
    ]);
  });

  it('shows what a key opens where the cipher text stands', () => {
    const sample = adverts('mibeacon').find(
      ({ bindKey, expect: { error, encrypted, temperature } }) =>
        bindKey !== undefined && error === undefined && encrypted && temperature !== undefined,
    );
    if (!sample?.bindKey) throw new Error('no sample');
    const key = new BindKey(fromHex(sample.bindKey));
    const { data, addressValue } = advertOf(sample);
    const parts = dissect(data, { address: addressValue, keyOf: () => key });
    const sealed = parts.find(({ name }) => name === 'encrypted objects');
    const value = parts.find(({ name }) => name === 'temperature');
    expect(value).toMatchObject({ note: 'decrypted' });
    expect(value?.value).toContain(`${String(sample.expect.temperature)} °C`);
    expect(value?.offset).toBeGreaterThanOrEqual(sealed?.offset ?? Number.NaN);
    const closed = dissect(data, { address: addressValue });
    expect(closed.find(({ name }) => name === 'encrypted objects')?.note).toMatch(/no key/);
    expect(closed.some(({ note }) => note === 'decrypted')).toBe(false);
  });

  it('says the numbers that the decoder gives, of every known frame', () => {
    const silent = adverts().filter((sample) => {
      const { expect: expected } = sample;
      const numbers = ['temperature', 'humidity', 'battery', 'voltage'].flatMap((name) =>
        typeof expected[name] === 'number' ? [expected[name]] : [],
      );
      if (expected.error !== undefined) return false;
      const { data, addressValue } = advertOf(sample);
      const key = keysOf(sample).get(0);
      const said = dissect(data, { address: addressValue, keyOf: () => key })
        .flatMap(({ value }) => value.match(/-?\d+(\.\d+)?/g) ?? [])
        .map(Number);
      return !numbers.every((number) => said.some((one) => Math.abs(one - number) <= 0.006));
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('names what others send', () => {
    const data = fromHex('1a ff 4c00 02 15 00112233445566778899aabbccddeeff 0001 0002 c5');
    const parts = dissect(data).map(line);
    expect(parts).toContain('2+2   company: Apple (0x004c)');
    expect(parts).toContain('6+16       uuid: 00112233-4455-6677-8899-aabbccddeeff');
    expect(parts).toContain('26+1       tx power: -59 dBm');
  });

  it('leaves out nothing of known and of foreign adverts', () => {
    for (const sample of [...adverts(), ...foreign()]) {
      const { data } = advertOf(sample);
      expect(faultsOf(data, dissect(data)), sample.id).toEqual([]);
    }
  });

  it('orders parts, keeps them inside, and fills what they are made of, whatever the bytes', () => {
    const samples = [...adverts(), ...foreign()].map((sample) => advertOf(sample).data);
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 3000 }),
      fc
        .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255), fc.nat())
        .map(([data, at, byte, end]) => {
          const changed = data.slice(0, data.length - (end % 3 === 0 ? end % data.length : 0));
          if (changed.length > 0) changed[at % changed.length] = byte;
          return changed;
        }),
      // Every format behind a good head.
      fc
        .tuple(
          fc.constantFrom('95fe', '1a18', 'cdfd', 'f9ff', '1c18', '1e18', 'd2fc', '1d18', '1b18'),
          fc.uint8Array({ maxLength: 40 }),
        )
        .map(([uuid, rest]) =>
          Uint8Array.of(rest.length + 3, 0x16, ...fromHex(uuid), ...rest, 2, 0x0a, 4),
        ),
    );
    const key = new BindKey(new Uint8Array(16));
    fc.assert(
      fc.property(noise, (data) => {
        const parts = dissect(data, { address: 0xa4c138000001, keyOf: () => key });
        expect(faultsOf(data, parts)).toEqual([]);
        expect(parts.length).toBeLessThanOrEqual(6 * data.length);
      }),
      { numRuns: 2000 },
    );
  });
});

/** One part as a line. */
function line({ offset, length, depth, name, value, note }: FramePart): string {
  const about = note === undefined ? '' : ` (${note})`;
  return `${offset}+${length} ${'  '.repeat(depth)}${name}: ${value}${about}`;
}

/** What is wrong with how parts stand: each level of a part has to fill it without a gap. */
function faultsOf(data: Uint8Array, parts: readonly FramePart[]): readonly string[] {
  const faults: string[] = [];
  /** Where the next part of each depth has to begin, and where the whole that it belongs to ends. */
  const open = [{ next: 0, end: data.length }];
  const close = (depth: number) => {
    while (open.length > depth + 1) {
      const level = open.pop();
      if (level && level.next !== level.end) faults.push(`a gap before ${level.end}`);
    }
  };
  for (const part of parts) {
    close(part.depth);
    const level = open[part.depth];
    if (!level) return [...faults, `${line(part)} belongs to nothing`];
    if (part.length < 1) faults.push(`${line(part)} is empty`);
    if (part.offset !== level.next) faults.push(`${line(part)} is not at ${level.next}`);
    level.next = part.offset + part.length;
    if (level.next > level.end) faults.push(`${line(part)} overruns`);
    const inside = { next: part.offset, end: level.next };
    const following = parts[parts.indexOf(part) + 1];
    if (following && following.depth > part.depth) open.push(inside);
  }
  close(0);
  const [top] = open;
  if (top && top.next !== top.end) faults.push(`the data ends at ${top.end}, not ${top.next}`);
  return faults;
}

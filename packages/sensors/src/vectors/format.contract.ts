// What every advert format owes: known answers, and calm with whatever bytes the air brings.

import { Reader } from '@bluebell/ble/codec';
import { type AddressValue, fromHex, parseAddress } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdvertFormat } from '../advert-format.ts';
import type { BindKey } from '../bind-key.ts';
import { describeMeasurement } from '../decoded-line.ts';
import type { Family, Measurement } from '../measurement.ts';
import { BOOLEANS, NUMBERS, quantityOf, TEXTS } from '../quantities.ts';
import {
  type AdvertLine,
  advertOf,
  adverts,
  expectSubset,
  foreign,
  keysOf,
  measurementsOf,
} from './vectors.contract.ts';

const RUNS = 3000;

/** Runs the known answers of some families, cut and mutated too, through their format. */
export function formatContract(format: AdvertFormat, ...families: readonly Family[]): void {
  const lines = adverts(...families);

  describe(`${families.join(', ')}: known answers`, () => {
    it('are there', () => {
      expect(lines.length).toBeGreaterThan(0);
    });

    it.each(lines.map((line) => [line.id, line] as const))('reads %s', (_, line) => {
      const found = measurementsOf(advertOf(line), keysOf(line), [format]);
      const own = found.find(({ family }) => family === line.expect.family);
      expectSubset(own && describeMeasurement(own), line.expect);
    });

    it('recognises nothing of other makers', () => {
      for (const line of foreign()) {
        const found = measurementsOf(advertOf(line), keysOf({}), [format]);
        const families = found.map(({ family }) => family);
        expect(
          families.filter((family) => family !== '181a-unknown'),
          line.id,
        ).toEqual([]);
      }
    });
  });

  describe(`${families.join(', ')}: hostile input`, () => {
    const frames = lines.flatMap((line) => framesOf(line, format));

    it('gives no value of an encrypted frame that is cut short, and never throws', () => {
      for (const frame of frames) {
        for (let length = 0; length < frame.bytes.length; length++) {
          const cut = read(format, { ...frame, bytes: frame.bytes.subarray(0, length) });
          if (frame.line.expect.encrypted === true && cut?.encrypted === true) {
            expect(cut.values, frame.line.id).toEqual({});
          }
        }
      }
    });

    it('never throws, and never gives a value without proof, whatever bytes are changed', () => {
      const mutation = fc.record({ at: fc.nat(40), byte: fc.integer({ min: 0, max: 255 }) });
      fc.assert(
        fc.property(
          fc.constantFrom(...frames),
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          fc.uint8Array({ maxLength: 4 }),
          (frame, mutations, tail) => {
            const bytes = Uint8Array.of(...frame.bytes, ...tail);
            for (const { at, byte } of mutations) bytes[at % Math.max(1, bytes.length)] = byte;
            const isSame = String(bytes) === String(frame.bytes);
            const measurement = read(format, { ...frame, bytes });
            if (measurement?.encrypted && !isSame) expect(measurement.values).toEqual({});
          },
        ),
        { numRuns: RUNS },
      );
    });

    it('never throws on bytes of no meaning', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...frames),
          fc.uint8Array({ maxLength: 60 }),
          (frame, bytes) => void read(format, { ...frame, bytes }),
        ),
        { numRuns: RUNS },
      );
    });
  });
}

/** Service data of one line. */
interface Frame {
  readonly line: AdvertLine;
  readonly uuid: number;
  readonly bytes: Uint8Array;
}

function framesOf(line: AdvertLine, format: AdvertFormat): readonly Frame[] {
  return Object.entries(line.serviceData)
    .map(([uuid, hex]) => ({ line, uuid: Number.parseInt(uuid, 16), bytes: fromHex(hex) }))
    .filter(({ uuid }) => format.uuids.includes(uuid));
}

/** Reads a frame, and takes it apart; what it says must be well-formed. */
function read(format: AdvertFormat, { line, uuid, bytes }: Frame): Measurement | undefined {
  const address = parseAddress(line.mac);
  const measurement = frameOf(format, uuid, bytes, address, keysOf(line).get(address));
  if (!measurement) return undefined;
  const { family, fault, values } = measurement;
  expectSubset(describeMeasurement(measurement), { family });
  if (fault !== undefined) expect(measurement.events).toEqual([]);
  for (const [name, value] of Object.entries(values)) {
    const quantity = quantityOf(name);
    if (quantity in NUMBERS) expect(value, name).toSatisfy(Number.isFinite);
    else if (quantity in BOOLEANS) expect(value, name).toBeTypeOf('boolean');
    else if (quantity in TEXTS) expect(value, name).toBeTypeOf('string');
    else expect(quantity).toBe('triggerFlags');
  }
  return measurement;
}

/** Reads service data as if it had just been heard. */
export function frameOf(
  format: AdvertFormat,
  uuid: number,
  bytes: Uint8Array,
  address: AddressValue,
  key?: BindKey,
): Measurement | undefined {
  const advert = new Advert({ address, addressType: 'public', data: bytes, timeMs: 0 });
  const heard = { advert, keys: { get: () => key }, uuid, adLength: bytes.length + 3 };
  return format.read(new Reader(bytes), heard);
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode, type Field } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import {
  appearance,
  batteryLevel,
  type HeartRate,
  heartRateMeasurement,
  preferredParameters,
  presentationFormat,
} from './assigned-values.ts';
import {
  characteristicDeclaration,
  characteristicProperties,
  clientConfiguration,
  extendedProperties,
  includeDeclaration,
  serviceChangedRange,
} from './declarations.ts';

interface Line {
  readonly id: string;
  readonly kind: Kind;
  readonly hex: string;
  readonly decoded: Readonly<Record<string, unknown>>;
}

type Kind = keyof typeof VALUES;

/** How to decode a kind of value, and what the known answers call what comes out. */
interface Known<T> {
  readonly field: Field<T>;
  readonly named: (value: T) => unknown;
  /** Whether a value has no second form. */
  readonly isUnique?: boolean;
}

function known<T>(of: Field<T>, named: (value: T) => unknown, isUnique = true): Known<T> {
  return { field: of, named, isUnique };
}

const upper = (uuid: string | undefined) => uuid?.toUpperCase();
const thousandth = (value: number) => Math.round(value * 1000) / 1000;

const VALUES = {
  characteristicDeclaration: known(
    characteristicDeclaration,
    ({ properties, valueHandle, uuid }) => ({
      properties: encode(characteristicProperties, properties)[0],
      valueHandle,
      uuid: upper(uuid),
    }),
  ),
  includeDeclaration: known(includeDeclaration, ({ uuid, ...range }) => ({
    ...range,
    uuid: upper(uuid),
  })),
  cccd: known(clientConfiguration, ({ notify, indicate }) => ({ notify, indicate })),
  presentationFormat: known(presentationFormat, ({ unit, ...others }) => ({
    ...others,
    unit: upper(unit),
  })),
  ppcp: known(preferredParameters, ({ supervisionTimeoutMs, ...others }) => ({
    ...others,
    timeoutMs: supervisionTimeoutMs,
  })),
  serviceChanged: known(serviceChangedRange, ({ startingHandle, endingHandle }) => ({
    startHandle: startingHandle,
    endHandle: endingHandle,
  })),
  batteryLevel: known(batteryLevel, (percent) => ({ percent })),
  extendedProperties: known(extendedProperties, (value) => value),
  appearance: known(appearance, (value) => ({ value })),
  // A small rate in two bytes, and reserved flags, are not written again.
  heartRateMeasurement: known(
    heartRateMeasurement,
    ({ beatsPerMinute, contact, energyKilojoules, intervalsMs }: HeartRate) => ({
      bpm: beatsPerMinute,
      contact,
      energyKJ: energyKilojoules ?? null,
      rr1024: intervalsMs.map((ms) => Math.round((ms * 1024) / 1000)),
      rrMs: intervalsMs.map(thousandth),
    }),
    false,
  ),
};

const file = new URL('vectors/attribute-values.json', import.meta.url);

/** The cast holds since the tests compare every member. */
const { attributeValues } = JSON.parse(readFileSync(file, 'utf8')) as {
  attributeValues: readonly Line[];
};

describe('the values that GATT knows', () => {
  it.each(attributeValues.filter(({ decoded }) => !('error' in decoded)))(
    'are decoded, and encoded again: $id',
    ({ kind, hex, decoded }) => {
      // The cast holds since each kind is named by its own function.
      const { field, named, isUnique } = VALUES[kind] as Known<unknown>;
      const value = decode(field, fromHex(hex));
      expect(named(value)).toEqual(decoded);
      const again = encode(field, value);
      if (isUnique) expect(toHex(again)).toBe(hex);
      expect(named(decode(field, again))).toEqual(decoded);
    },
  );

  it.each(attributeValues.filter(({ decoded }) => 'error' in decoded))(
    'are refused when they are cut short: $id',
    ({ kind, hex }) => {
      // The cast holds since only the value is decoded.
      const { field } = VALUES[kind] as Known<unknown>;
      expect(() => decode(field, fromHex(hex))).toThrow(DecodeError);
    },
  );

  it('leave alone what a heart rate does not announce', () => {
    const rate = decode(heartRateMeasurement, fromHex('063700ff'));
    expect(rate).toEqual({ beatsPerMinute: 55, contact: 'detected', intervalsMs: [] });
  });
});

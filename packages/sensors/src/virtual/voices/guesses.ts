// Bytes that may say, in one object, what is to be said. Whoever takes one reads it back first.

import { bits, encode, type Field, struct, u8, u16, u24, u32 } from '@bluebell/ble/codec';
import { UsageError } from '@bluebell/ble/core';
import type { MiBeaconObject } from '../../adverts/mibeacon/object.ts';
import type { Statement } from '../facet.ts';

const button = struct({ first: u8, second: u8, third: u8 });
const lockOperation = struct({ how: u8, keyId: u32, time: u32 });
const brush = struct({ isOver: u8, number: u8 });
const weighing = struct({
  profileId: u8,
  body: bits(u32, { tenthKilograms: 11, beatsAbove50: 7, tenthOhms: 14 }),
  time: u32,
});
const brushing = struct({ isOver: u8, time: u32, score: u8 });

/** Guesses at one kind of object. */
type Guess = (statement: Statement) => Iterable<Uint8Array>;

/** Objects in which several numbers stand together that no statement names. */
const COMPOUND: ReadonlyMap<number, Guess> = new Map<number, Guess>([
  [0x000b, lockGuesses],
  [0x0010, brushGuesses],
  [0x1001, buttonGuesses],
  [0x3003, brushingGuesses],
  [0x6e16, weighingGuesses],
]);

/** Codes that rows give a meaning are small, but for "bright", which is 100 or more. */
const CODES: readonly number[] = [...upTo(17), 100, 255];

/** Fields for codes, by the bytes that a row takes; those that take any number get one. */
const CODE_FIELDS: Readonly<Record<number, Field<number>>> = { 1: u8, 2: u16, 3: u24, 4: u32 };

/** Values that may say it, the likeliest first. */
export function* guesses(row: MiBeaconObject, statement: Statement): Generator<Uint8Array> {
  yield* COMPOUND.get(row.id)?.(statement) ?? [];
  for (const raw of rawGuesses(statement)) {
    const bytes = attempt(row.value, raw);
    if (bytes) yield bytes;
  }
  const field = CODE_FIELDS[row.value.size ?? 1];
  if (field) for (const code of CODES) yield encode(field, code);
  if (row.value.size === undefined) yield new Uint8Array();
}

/** Rows whose fields are quantities take the values as they are; others take one of them. */
function* rawGuesses({ values = {}, event }: Statement): Generator {
  const time = event?.timestamp ?? 0;
  yield { ...values, ...event, time };
  yield* Object.values(values);
  const whole = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value) : value,
  ]);
  yield { ...Object.fromEntries(whole), time };
}

/** An action and a method, four bits each. */
function* lockGuesses({ event }: Statement): Generator<Uint8Array> {
  const { keyId = 0, timestamp: time = 0 } = event ?? {};
  for (const how of upTo(256)) yield encode(lockOperation, { how, keyId, time });
}

function* brushGuesses({ values = {} }: Statement): Generator<Uint8Array> {
  const { toothbrush, toothbrushCounter, score = 0 } = values;
  const number = toothbrushCounter ?? score;
  yield encode(brush, { isOver: toothbrush ? 0 : 1, number });
}

function* brushingGuesses({ values = {} }: Statement): Generator<Uint8Array> {
  const { toothbrush, score = 0 } = values;
  if (!toothbrush) yield encode(brushing, { isOver: 1, time: 0, score });
}

function* weighingGuesses({ values = {} }: Statement): Generator<Uint8Array> {
  const { profileId = 0, mass = 0, heartRate = 50, impedanceLow, impedanceHigh = 0 } = values;
  const tenthKilograms = Math.round(mass * 10);
  const tenthOhms = Math.round((impedanceLow ?? impedanceHigh) * 10);
  const body = { tenthKilograms, beatsAbove50: heartRate - 50, tenthOhms };
  yield encode(weighing, { profileId, body, time: 0 });
}

/** A key or steps, a value or steps, and the kind of press; steps to one side count down from 256. */
function* buttonGuesses({ event }: Statement): Generator<Uint8Array> {
  const steps = event?.steps ?? event?.count ?? event?.seconds;
  const turns = steps === undefined ? [] : [steps, (256 - steps) % 256];
  for (const third of upTo(7)) {
    for (const second of [0, ...turns]) {
      for (const first of [...upTo(9), ...turns]) yield encode(button, { first, second, third });
    }
  }
}

/** The bytes of a value; `undefined` when it is none for this field. */
function attempt(value: Field<unknown>, raw: unknown): Uint8Array | undefined {
  try {
    return encode(value, raw);
  } catch (error) {
    // What was made for another row has other fields: numbers missing, or whole structs.
    if (error instanceof UsageError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The whole numbers from 0 up to, but not `end`. */
function upTo(end: number): readonly number[] {
  return Array.from({ length: end }, (_, number) => number);
}

// One kind of BTHome object: its id, how its value stands on the wire, and what it means.

import {
  type Field,
  field,
  flag,
  type Reader,
  rest,
  scaled,
  struct,
  u8,
} from '@bluebell/ble/codec';
import { fromHex, toHex, UsageError } from '@bluebell/ble/core';
import type { BooleanQuantity, NumberQuantity, TextQuantity, Value } from '../../quantities.ts';
import { BUTTON_PRESSES, DIMMER_TURNS } from './events.ts';

/** What the objects of one frame have said so far. */
export interface ObjectFindings {
  /** Adds a value; a quantity that comes again is numbered. */
  value(quantity: NumberQuantity | BooleanQuantity | TextQuantity, value: Value): void;
  packetId(packetId: number): void;
  /** Counts a button or dimmer; `type` is `undefined` when nothing was done to it. */
  event(source: 'button' | 'dimmer', type: string | undefined, steps?: number): void;
}

/** What every row of the object table has. */
interface Row<T> {
  readonly id: number;
  /** The value on the wire; what has no fixed size fills the bytes that it is given. */
  readonly value: Field<T>;
  /** Reads the value and says what it means. */
  readonly read: (from: Reader, into: ObjectFindings) => void;
}

/** A number; version 1 may send it in another form than `raw`. */
export interface NumberObject extends Row<number> {
  readonly kind: 'number';
  readonly quantity: NumberQuantity;
  readonly raw: Field<number>;
  readonly factor: number;
}

export interface BooleanObject extends Row<boolean> {
  readonly kind: 'boolean';
  readonly quantity: BooleanQuantity;
}

export interface TextObject extends Row<string> {
  readonly kind: 'text';
  readonly quantity: TextQuantity;
}

export interface PacketIdObject extends Row<number> {
  readonly kind: 'packetId';
}

/** A button by the number of what was done to it. */
export interface ButtonObject extends Row<number> {
  readonly kind: 'button';
}

/** What a dimmer sends. */
export interface DimmerTurn {
  readonly turn: number;
  readonly steps: number;
}

export interface DimmerObject extends Row<DimmerTurn> {
  readonly kind: 'dimmer';
}

/** A row of the object table. */
export type BtHomeObject =
  | NumberObject
  | BooleanObject
  | TextObject
  | PacketIdObject
  | ButtonObject
  | DimmerObject;

/** A number that stands on the wire as a multiple of `factor`. */
export function number(
  id: number,
  quantity: NumberQuantity,
  raw: Field<number>,
  factor = 1,
): NumberObject {
  const value = factor === 1 ? raw : scaled(raw, factor);
  const { read } = value;
  return {
    kind: 'number',
    id,
    quantity,
    raw,
    factor,
    value,
    read: (from, into) => into.value(quantity, read(from)),
  };
}

/** A truth value: 1 is what its quantity calls true. */
export function binary(id: number, quantity: BooleanQuantity): BooleanObject {
  return {
    kind: 'boolean',
    id,
    quantity,
    value: flag,
    read: (from, into) => into.value(quantity, flag.read(from)),
  };
}

/** Text, or what is shown as text. */
export function text(id: number, quantity: TextQuantity, value: Field<string>): TextObject {
  const { read } = value;
  return {
    kind: 'text',
    id,
    quantity,
    value,
    read: (from, into) => into.value(quantity, read(from)),
  };
}

/** All bytes, as hex. */
export const rawHex: Field<string> = field(
  undefined,
  (from) => toHex(from.rest()),
  (to, value) => rest.write(to, fromHex(value)),
);

/** A version of some numbers, the last one first on the wire: `00 04 02 01` is `1.2.4.0`. */
export function version(size: number): Field<string> {
  return field(
    size,
    (from) => {
      const parts: number[] = [];
      while (parts.length < size) parts.unshift(from.u8());
      return parts.join('.');
    },
    (to, value) => {
      const parts = value.split('.');
      if (parts.length !== size) {
        throw new UsageError(`version '${value}' has not the ${size} numbers that stand here`);
      }
      for (const part of parts.toReversed()) to.uint(Number(part), 1);
    },
  );
}

export function packetId(id: number): PacketIdObject {
  return { kind: 'packetId', id, value: u8, read: (from, into) => into.packetId(from.u8()) };
}

export function button(id: number): ButtonObject {
  return {
    kind: 'button',
    id,
    value: u8,
    read: (from, into) => into.event('button', BUTTON_PRESSES[from.u8()]),
  };
}

const dimmerTurn: Field<DimmerTurn> = struct({ turn: u8, steps: u8 });

export function dimmer(id: number): DimmerObject {
  return {
    kind: 'dimmer',
    id,
    value: dimmerTurn,
    read(from, into) {
      const { turn, steps } = dimmerTurn.read(from);
      into.event('dimmer', DIMMER_TURNS[turn], steps);
    },
  };
}

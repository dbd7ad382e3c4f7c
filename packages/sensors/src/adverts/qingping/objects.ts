// What Qingping's frames are made of: id, length, value.

import {
  type Field,
  field,
  flag,
  i16,
  type Reader,
  scaled,
  struct,
  u8,
  u16,
  u24,
  u32,
  type Writer,
} from '@bluebell/ble/codec';
import type { BooleanQuantity, NumberQuantity, Value, Values } from '../../quantities.ts';

/** Values that are being gathered. */
export type GatheredValues = Record<string, Value>;

/** One kind of object. */
export interface QingpingObject {
  readonly id: number;
  /** Bytes of its value. */
  readonly size: number;
  /** Quantities that must be known for it to be sent. */
  readonly needs: readonly string[];
  /** Adds what the value says; false for a number that means nothing. */
  readonly read: (from: Reader, into: GatheredValues) => boolean;
  readonly write: (to: Writer, values: Values) => void;
}

/** Quantities in the order of the wire. */
type Quantities = {
  readonly [Q in NumberQuantity]?: Field<number>;
} & { readonly [Q in BooleanQuantity]?: Field<boolean> };

function object(id: number, quantities: Quantities): QingpingObject {
  // The casts hold since `Quantities` gives each quantity a field of its type.
  const entries = Object.entries(quantities) as [keyof Values, Field<Value>][];
  const { size = 0, write } = struct({ ...quantities }) as Field<unknown> as Field<Values>;
  return {
    id,
    size,
    needs: Object.keys(quantities),
    read(from, into) {
      for (const [quantity, value] of entries) into[quantity] = value.read(from);
      return true;
    },
    write,
  };
}

/** The top bit is set by some devices, perhaps while charging; others send 0xff when plugged in. */
const battery: Field<number> = field(
  1,
  (from) => Math.min(100, from.u8() % 128),
  (to, value) => to.uint(value, 1),
);

/** What is closed is not left open any more. */
const OPENINGS: readonly Values[] = [
  { opening: true },
  { opening: false, doorLeftOpen: false },
  { opening: true, doorLeftOpen: true },
];

/** 0 open, 1 closed, 2 left open. */
const opening: QingpingObject = {
  id: 0x04,
  size: 1,
  needs: ['opening'],
  read(from, into) {
    const values = OPENINGS[from.u8()];
    Object.assign(into, values);
    return values !== undefined;
  },
  write(to, values) {
    const openNumber = values.doorLeftOpen ? 2 : 0;
    to.uint(values.opening ? openNumber : 1, 1);
  },
};

/** In the order in which they are sent. */
export const OBJECTS: readonly QingpingObject[] = [
  object(0x01, { temperature: scaled(i16, 0.1), humidity: scaled(u16, 0.1) }),
  object(0x02, { battery }),
  opening,
  object(0x07, { pressure: scaled(u16, 0.1) }),
  object(0x08, { motion: flag, illuminance: u24 }),
  object(0x09, { illuminance: u32 }),
  object(0x11, { light: flag }),
  object(0x12, { pm25: u16, pm10: u16 }),
  object(0x13, { co2: u16 }),
];

/** By id, so that finding one costs an array access; `undefined` where nothing is known. */
export const OBJECT_OF: readonly (QingpingObject | undefined)[] = Array.from(
  { length: 256 },
  (_, id) => OBJECTS.find((known) => known.id === id),
);

/** The counter of a frame. On door sensors it may come twice; the second one is the door. */
export const packetId = { id: 0x0f, size: 1, count: u8, door: opening };

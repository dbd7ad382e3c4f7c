// One kind of MiBeacon object: its id, how its value stands on the wire, and what it means.

import { type Field, rest } from '@bluebell/ble/codec';
import type { SensorEvent } from '../../measurement.ts';
import type { Values } from '../../quantities.ts';

/** What the objects of one frame have said so far. */
export interface ObjectFindings {
  /** Adds values; a quantity that is there already is replaced. */
  values(values: Values): void;
  event(event: SensorEvent): void;
}

/** A row of the object table. */
// biome-ignore lint/suspicious/noExplicitAny: rows of all types stand in one table.
export interface MiBeaconObject<Raw = any> {
  readonly id: number;
  /** What the id stands for, in the field's words. */
  readonly name: string;
  /** The value on the wire. A value of another length gives nothing. */
  readonly value: Field<Raw>;
  /** Bytes behind the value are ignored: some products send more than the id asks for. */
  readonly isOpenEnded?: boolean;
  /** Keys and buttons: products that have none show the object, and no event comes of it. */
  readonly isButton?: boolean;
  /** Nobody knows what it says on this product: it counts among the unknown objects. */
  readonly isUnexplained?: boolean;
  /** Says what the value means. */
  readonly means: (raw: Raw, into: ObjectFindings) => void;
}

/** An object whose fields are quantities: `measured(0x1004, 'temperature', struct({ temperature: … }))`. */
export function measured<V extends Values>(
  id: number,
  name: string,
  value: Field<V>,
): MiBeaconObject<V> {
  return { id, name, value, means: (raw, into) => into.values(raw) };
}

/** An object from which quantities follow. */
export function derived<Raw>(
  id: number,
  name: string,
  value: Field<Raw>,
  toValues: (raw: Raw) => Values,
): MiBeaconObject<Raw> {
  return { id, name, value, means: (raw, into) => into.values(toValues(raw)) };
}

/** An object that tells of something that happened; `undefined` where its number means nothing. */
export function happened<Raw>(
  id: number,
  name: string,
  value: Field<Raw>,
  toEvent: (raw: Raw) => SensorEvent | undefined,
): MiBeaconObject<Raw> {
  return {
    id,
    name,
    value,
    means(raw, into) {
      const event = toEvent(raw);
      if (event) into.event(event);
    },
  };
}

/**
 * An object that this product uses for something nobody has explained: shown, and nothing made of
 * it, whatever the general table says of its id.
 */
export function unexplained(id: number, name: string): MiBeaconObject<Uint8Array> {
  return { id, name, value: rest, isUnexplained: true, means: () => undefined };
}

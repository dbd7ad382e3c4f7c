// An advert format: how to read one kind of service data.

import type { Reader } from '@bluebell/ble/codec';
import type { Advert } from '@bluebell/ble/radio';
import type { KeyRing } from './bind-key.ts';
import type { Measurement } from './measurement.ts';

/** The circumstances in which a frame was heard. */
export interface Heard {
  /** The advert that the frame stands in; its other AD structures may matter. */
  readonly advert: Advert;
  readonly keys: KeyRing;
  /** The 16-bit UUID of the service data. */
  readonly uuid: number;
  /** The length octet of the AD structure: type, UUID and data. */
  readonly adLength: number;
}

/** Reads service data of the UUIDs that it names. */
export interface AdvertFormat {
  /** 16-bit UUIDs, as in 0xfe95. */
  readonly uuids: readonly number[];
  /**
   * Reads one frame; `frame` stands behind the UUID, and ends where the AD structure ends.
   * Whatever the bytes are, it gives a measurement or `undefined`, "not for me"; it never throws.
   */
  readonly read: (frame: Reader, heard: Heard) => Measurement | undefined;
}

// The options of `bluebell gatt` and its kin.

import type { DeviceOptions } from '../device/device-options.ts';
import type { ValueFormName } from './value-form.ts';

/** What all of them are told. */
export interface GattOptions extends DeviceOptions {
  /** Pairs first, where there is no bond yet. */
  readonly pair?: boolean | undefined;
}

/** What those are told that look for one characteristic. */
export interface AttributeOptions extends GattOptions {
  /** The service that it is in, by UUID or name. */
  readonly service?: string | undefined;
}

/** What those are told that print values. */
export interface ValueOptions extends AttributeOptions {
  /** How values are printed; default: as hex, with what it means behind it. */
  readonly as?: ValueFormName | undefined;
}

/** What `bluebell gatt write` is told. */
export interface WriteOptions extends AttributeOptions {
  /** How the value is written on the command line. */
  readonly as: ValueFormName;
  /** The same as `as` with `text`. */
  readonly text?: boolean | undefined;
  readonly withoutResponse?: boolean | undefined;
}

/** What `bluebell gatt subscribe` is told. */
export interface SubscribeOptions extends ValueOptions {
  /** Ends after so many values. */
  readonly count?: number | undefined;
  /** Ends after so long. */
  readonly seconds?: number | undefined;
  /** Indications, where the characteristic has notifications too. */
  readonly indicate?: boolean | undefined;
}

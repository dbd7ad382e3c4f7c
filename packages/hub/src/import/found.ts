// What was found in a file of somebody else's, before it is decided what is taken.

import type { WrittenKey } from '../config/index.ts';

/** A sensor, or a phone. */
export interface Found {
  readonly kind: 'sensor' | 'phone';
  /** As it stood there; it may be none. */
  readonly address: string | undefined;
  /** Bind key of a sensor, identity key of a phone; absent where there is none. */
  readonly key?: WrittenKey | undefined;
  /** Its digits, for the configuration alone. */
  readonly keyText?: string | undefined;
  readonly name?: string | undefined;
  /** Where it stood: a line, or the member that held it. */
  readonly place: string;
  /** What could not be read of it, without a digit of a key. */
  readonly trouble?: string | undefined;
}

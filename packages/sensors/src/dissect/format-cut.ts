// How a format takes its frames apart.

import type { Heard } from '../advert-format.ts';
import type { Fault } from '../measurement.ts';
import type { Cutter, Said } from './cutter.ts';

/** Cuts frames of one format. */
export interface FormatCut {
  readonly name: string;
  /** Cuts the frame, and says what it comes to; what it leaves over is cut as bytes. */
  readonly cut: (frame: Cutter, heard: Heard) => Said | string;
}

/** Why something could not be read. */
export const FAULT_NOTES: Readonly<Record<Fault, string>> = {
  missing_key: 'encrypted, and no key is known',
  auth_failed: 'the key does not fit, or the frame is damaged',
  bad_key_length: 'the key has not the length that this format needs',
  malformed: 'shorter than what it announces',
  mesh: 'a frame of a mesh: it carries no values',
  unsupported_version: 'of a version that nobody has described',
  unsupported_length: 'of a length that nobody has described',
};

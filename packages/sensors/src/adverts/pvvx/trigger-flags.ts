// The flags of pvvx's firmware: its reed switch and its trigger output.

import { bits, encode, u8 } from '@bluebell/ble/codec';
import type { TriggerFlags } from '../../quantities.ts';

/** What a flags byte says. */
export const flagBits = bits(u8, {
  reed: 1,
  triggerOut: 1,
  triggerControl: 1,
  tempTrigger: 1,
  humTrigger: 1,
  /** A key and a second reed switch, on boards that have them. */
  _: 3,
});

const NO_FLAGS = {
  reed: false,
  triggerOut: false,
  triggerControl: false,
  tempTrigger: false,
  humTrigger: false,
};

/** The flags byte that says this; what is left out is off. */
export function flagsOf(flags: TriggerFlags): number {
  const [byte = 0] = encode(flagBits, { ...NO_FLAGS, ...flags });
  return byte;
}

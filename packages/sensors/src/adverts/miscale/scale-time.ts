// When a scale says it weighed: its own clock, in a time zone that it does not tell.

import { type Infer, struct, u8, u16 } from '@bluebell/ble/codec';

export const scaleTime = struct({
  year: u16,
  month: u8,
  day: u8,
  hour: u8,
  minute: u8,
  second: u8,
});
export type ScaleTime = Infer<typeof scaleTime>;

/** The time as a scale that is set to UTC shows it. */
export function scaleTimeOf(timeMs: number): ScaleTime {
  const date = new Date(timeMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

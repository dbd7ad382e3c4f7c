// How many entries of a mi32cfg file there are, in words.

import { GENERIC_PID } from '../../tasmota/config/sensor-type.ts';

/** `3 sensors and 1 phone` */
export function entryCount(entries: readonly { readonly pid: number }[]): string {
  const phones = entries.filter(({ pid }) => pid === GENERIC_PID).length;
  const counts = [counted(entries.length - phones, 'sensor'), counted(phones, 'phone')];
  return counts.filter((text) => text !== undefined).join(' and ') || 'nothing';
}

function counted(count: number, what: string): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

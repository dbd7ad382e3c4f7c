// Devices and updates as JSON prints them: times in ISO 8601, all else as it is.

import type { Device, Update } from '../state/device.ts';

/** A device, ready for `JSON.stringify`. */
export function deviceJson({ lastSeenMs, ...device }: Device): object {
  return { ...device, ...(lastSeenMs !== undefined && { lastSeen: isoTime(lastSeenMs) }) };
}

/** An update, ready for `JSON.stringify`. */
export function updateJson({ device, changed, events, timeMs }: Update): object {
  return { time: isoTime(timeMs), device: deviceJson(device), changed, events };
}

/** Absent for a time beyond what a date can hold, as in damaged recordings. */
function isoTime(timeMs: number): string | undefined {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

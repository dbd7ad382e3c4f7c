// Devices and updates as JSON prints them: times in ISO 8601, all else as it is.

import { utcTime } from '../iso-time.ts';
import type { Device, Update } from '../state/device.ts';

/** A device, ready for `JSON.stringify`. */
export function deviceJson({ lastSeenMs, ...device }: Device): object {
  return { ...device, ...(lastSeenMs !== undefined && { lastSeen: utcTime(lastSeenMs) }) };
}

/** An update, ready for `JSON.stringify`. */
export function updateJson({ device, changed, events, timeMs }: Update): object {
  return { time: utcTime(timeMs), device: deviceJson(device), changed, events };
}

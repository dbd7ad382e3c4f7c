// Which devices should have been heard by now.

import { UNLEARNT_MS } from '../state/availability.ts';
import type { Device } from '../state/device.ts';
import type { HubFacts } from './facts.ts';

/** Adverts get lost: a device is late after so many of its intervals, and a moment. */
const INTERVALS = 3;
const MOMENT_MS = 60_000;

/** What lateness goes by. */
type Now = Pick<HubFacts, 'nowMs' | 'radios'>;

/** Whether a device that speaks regularly was not heard for too long, while somebody listened. */
export function isLate({ lastSeenMs, intervalMs }: Device, now: Now): boolean {
  if (lastSeenMs === undefined) return false;
  const silentMs = now.nowMs - Math.max(lastSeenMs, listeningSinceMs(now));
  return silentMs > longestSilenceMs(intervalMs);
}

/** Silence that is within what is usual. */
export function longestSilenceMs(intervalMs: number | undefined): number {
  return intervalMs === undefined ? UNLEARNT_MS : Math.max(MOMENT_MS, INTERVALS * intervalMs);
}

/** Since when a radio listens that hears something; now, where none does. */
export function listeningSinceMs({ radios, nowMs }: Now): number {
  const hearing = radios.filter(({ isDeaf, stage }) => !isDeaf && stage === 'running');
  return Math.min(nowMs, ...hearing.map(({ sinceMs }) => sinceMs));
}

/** The same device, last seen when any receiver heard it: those of other hubs and gateways too. */
export function heardAnywhere(device: Device): Device {
  const { lastSeenMs, receivers } = device;
  if (lastSeenMs === undefined) return device;
  return { ...device, lastSeenMs: Math.max(lastSeenMs, ...receivers.map((one) => one.lastSeenMs)) };
}

/** How many speak regularly, and how many of them are late. */
export function latecomers(
  devices: readonly Device[],
  now: Now,
): { readonly regular: number; readonly late: number } {
  const regular = devices.filter(({ intervalMs }) => intervalMs !== undefined);
  return { regular: regular.length, late: regular.filter((device) => isLate(device, now)).length };
}

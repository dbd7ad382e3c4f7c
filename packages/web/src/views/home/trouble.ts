// Why a widget is dim, in words.

import type { DeviceItem } from '../../live/index.ts';

/** What is the matter, and where it can be mended. */
export interface Trouble {
  readonly text: string;
  readonly tone: 'warn' | 'bad' | 'quiet';
  readonly to?: string;
}

const OF_FAULT: Record<NonNullable<DeviceItem['fault']>, Omit<Trouble, 'to'>> = {
  missing_key: { text: 'Needs its key', tone: 'warn' },
  auth_failed: { text: 'Wrong key', tone: 'bad' },
  bad_key_length: { text: 'Key of the wrong length', tone: 'bad' },
  malformed: { text: 'Sends damaged packets', tone: 'warn' },
  mesh: { text: 'Sends mesh packets, without values', tone: 'quiet' },
  unsupported_version: { text: 'Speaks a version not known yet', tone: 'warn' },
  unsupported_length: { text: 'Sends packets of a length not known yet', tone: 'warn' },
};

const OF_KEY: ReadonlySet<string> = new Set(['missing_key', 'auth_failed', 'bad_key_length']);

/** What is the matter with a device; `undefined` where all is well. `nowMs` tells today from other days. */
export function troubleOf(device: DeviceItem, nowMs: number): Trouble | undefined {
  const { fault, lastSeen, kind, isOnline } = device;
  if (fault !== undefined && Object.hasOwn(OF_FAULT, fault)) {
    const isKey = OF_KEY.has(fault);
    return {
      ...OF_FAULT[fault],
      to: isKey ? `#/keys?device=${device.id}` : `#/devices/${device.id}`,
    };
  }
  if (kind === 'phone') return undefined;
  if (lastSeen === undefined) return { text: 'Not heard yet', tone: 'quiet' };
  if (isOnline !== false) return undefined;
  return { text: `Nothing heard since ${momentText(lastSeen, nowMs)}`, tone: 'warn' };
}

/** A moment of the past: `14:05`, `19 Nov, 14:05`, `19 Nov 2025`. */
export function momentText(time: string, nowMs: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return 'long ago';
  const now = new Date(nowMs);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  if (date.toDateString() === now.toDateString()) return date.toLocaleTimeString('en-GB', clock);
  const day = { day: 'numeric', month: 'short' } as const;
  if (date.getFullYear() === now.getFullYear()) {
    return date.toLocaleString('en-GB', { ...day, ...clock });
  }
  return date.toLocaleDateString('en-GB', { ...day, year: 'numeric' });
}

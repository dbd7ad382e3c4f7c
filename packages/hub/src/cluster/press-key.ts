// Which press: what every hub that hears it knows alike, without having talked about it.

import { createHash } from 'node:crypto';
import type { Update } from '../state/device.ts';

/** Names a press, for a while: counters begin anew, and the same button is pressed again. */
export interface PressKey {
  readonly text: string;
  /** Further apart, the same key is another press. */
  readonly windowMs: number;
}

/** How long a key names the same press. */
const WINDOWS_MS = {
  /** A 32-bit counter under encryption never comes again while the device keeps its battery. */
  verified: 15 * 60_000,
  /** One of 8 bits does, when a dial is turned on and on: 256 frames take longer than this. */
  packet: 20_000,
  /** Without a counter, the same bytes are the same press as long as a device repeats them. */
  payload: 5_000,
} as const;

const LONGEST_WINDOW_MS = Math.max(...Object.values(WINDOWS_MS));

/** How long a press is remembered once it was told: a hub may come back with it from an outage. */
export const REMEMBERED_MS = LONGEST_WINDOW_MS;

/** The key of an update that carries events. */
export function pressKeyOf({ device, events, measurement }: Update): PressKey {
  const { packet, verified } = measurement?.sequence ?? {};
  const format = `${device.id}:${measurement?.family ?? 'none'}`;
  if (verified !== undefined) return keyOf('verified', `${format}:v${verified}`);
  if (packet !== undefined) return keyOf('packet', `${format}:p${packet}`);
  const said = JSON.stringify([events.map(sorted), sorted(measurement?.values ?? {})]);
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 32);
  return keyOf('payload', `${format}:h${digest}`);
}

/** The window of a key that another hub names. */
export function windowOf(text: string): number {
  const kind = KINDS[text.split(':')[2]?.[0] ?? ''];
  return WINDOWS_MS[kind ?? 'payload'];
}

const KINDS: Readonly<Record<string, keyof typeof WINDOWS_MS>> = {
  v: 'verified',
  p: 'packet',
  h: 'payload',
};

function keyOf(kind: keyof typeof WINDOWS_MS, text: string): PressKey {
  return { text, windowMs: WINDOWS_MS[kind] };
}

/** The same object with its names in one order: hubs of different versions may write them in another. */
function sorted(record: object): unknown {
  return Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

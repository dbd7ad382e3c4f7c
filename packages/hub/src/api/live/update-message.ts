// What clients are told of one update of a device.

import { isoTime } from '../../iso-time.ts';
import type { Update } from '../../state/device.ts';
import type { LiveMessage } from '../shapes/live.ts';
import type { Standing } from './ring.ts';
import type { ChangedFields } from './told-devices.ts';

/** A message, and whether a later one may take its place among those that are kept. */
export interface UpdateMessage {
  readonly message: LiveMessage & { readonly seq: number };
  readonly standing: Standing | undefined;
}

/** Whether there is anything in it. @param fields of the device that clients do not know yet. */
export function isWorthTelling(update: Update, fields: ChangedFields): boolean {
  return isNews(update) || Object.keys(fields).length > 0;
}

/** Writes it. @param fields as above. */
export function updateMessage(update: Update, fields: ChangedFields, seq: number): UpdateMessage {
  const { device, changed, events, pressId, timeMs } = update;
  const { id } = device;
  const lastSeen = isoTime(device.lastSeenMs) ?? null;
  const isAge = events.length === 0 && changed.every((what) => what === 'lastSeen');
  return {
    message: {
      type: 'update',
      seq,
      id,
      changed: isNews(update) ? [...changed] : ['lastSeen'],
      device: { ...fields, lastSeen, id },
      events: [...events],
      pressId,
      time: isoTime(timeMs) ?? '',
    },
    standing: isAge ? { about: id, fields: new Set(Object.keys(fields)) } : undefined,
  };
}

function isNews({ changed, events }: Update): boolean {
  return changed.length > 0 || events.length > 0;
}

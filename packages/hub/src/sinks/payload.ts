// What stands in MQTT messages: one flat JSON object for what a device is, one for what happened.
// Pure functions; whatever the air or a user's file holds, the result is short and valid JSON.

import type { SensorEvent, TriggerFlags, Value } from '@bluebell/sensors';
import { isoTime } from '../iso-time.ts';
import type { Device } from '../state/device.ts';
import { eventNameOf } from './event-names.ts';
import { mqttNameOf, TRIGGER_NAMES } from './mqtt-names.ts';
import { strengthKey } from './receiver-slug.ts';

/** The keys of a state document beside the quantities. */
export const DOCUMENT_KEYS = {
  address: 'address',
  name: 'name',
  product: 'product',
  home: 'home',
  fault: 'fault',
  dialSum: 'dial_sum',
  rssi: 'rssi',
  receiver: 'receiver',
  interval: 'interval',
  lastSeen: 'last_seen',
} as const;

/** The keys of what an event may carry beside its source and type. */
const EXTRA_KEYS: Readonly<Record<Exclude<keyof SensorEvent, 'source' | 'type'>, string>> = {
  steps: 'steps',
  count: 'count',
  seconds: 'seconds',
  method: 'method',
  keyId: 'key_id',
  timestamp: 'timestamp',
  objectId: 'object_id',
};

/** More than any real device sends; one that makes up quantities does not grow without end. */
const MAX_VALUES = 128;
/** In characters. Texts of sensors fit an advert; names come from files. */
const MAX_TEXT = 256;

type Json = number | boolean | string;

/**
 * The retained message of a device: everything known of it, and no key or secret.
 *
 * @param hubId of this hub, where there may be others.
 */
export function renderState(device: Device, hubId?: string): string {
  const document = new Map<string, Json>();
  put(document, DOCUMENT_KEYS.address, device.address);
  put(document, DOCUMENT_KEYS.name, device.name);
  put(document, DOCUMENT_KEYS.product, device.product);
  for (const [quantity, value] of Object.entries(device.values).slice(0, MAX_VALUES)) {
    if (typeof value === 'object') putFlags(document, value);
    else put(document, mqttNameOf(quantity), value);
  }
  put(document, DOCUMENT_KEYS.home, device.isHome);
  put(document, DOCUMENT_KEYS.fault, device.fault);
  put(document, DOCUMENT_KEYS.dialSum, device.dialSum);
  put(document, DOCUMENT_KEYS.rssi, device.rssiDbm);
  put(document, DOCUMENT_KEYS.receiver, device.radio);
  for (const heard of device.receivers) put(document, strengthKey(heard, hubId), heard.rssiDbm);
  put(document, DOCUMENT_KEYS.interval, seconds(device.intervalMs));
  put(document, DOCUMENT_KEYS.lastSeen, isoTime(device.lastSeenMs));
  return JSON.stringify(Object.fromEntries(document));
}

/** Whether a device is there. One of which nothing can be told counts as there. */
export function renderAvailability({ isOnline }: Pick<Device, 'isOnline'>): string {
  return JSON.stringify({ state: isOnline === false ? 'offline' : 'online' });
}

/**
 * The message of one event; `timeMs` is when it was heard, however late it is sent.
 *
 * @param id the same in every message of one press, be it sent twice.
 */
export function renderEvent(event: SensorEvent, timeMs: number, id?: string): string {
  const message = new Map<string, Json>();
  const { eventType, multiPressCount } = eventNameOf(event);
  put(message, 'event_type', eventType);
  put(message, 'multi_press_count', multiPressCount);
  put(message, 'source', event.source);
  put(message, 'type', event.type);
  for (const [extra, key] of Object.entries(EXTRA_KEYS)) {
    // The cast holds: the keys of EXTRA_KEYS are keys of events.
    put(message, key, event[extra as keyof typeof EXTRA_KEYS]);
  }
  put(message, 'event_id', id);
  put(message, 'time', isoTime(timeMs));
  return JSON.stringify(Object.fromEntries(message));
}

/** Whole seconds, and a tenth where it is less than ten. */
function seconds(ms: number | undefined): number | undefined {
  if (ms === undefined) return undefined;
  return ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1_000);
}

/** Leaves out what JSON has no word for: absent values, and numbers that are none. */
function put(document: Map<string, Json>, key: string, value: Exclude<Value, object> | undefined) {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return;
  document.set(key, typeof value === 'string' ? shorten(value) : value);
}

function putFlags(document: Map<string, Json>, flags: TriggerFlags) {
  for (const [flag, key] of Object.entries(TRIGGER_NAMES)) {
    // The cast holds: the keys of TRIGGER_NAMES are those of the flags.
    put(document, key, flags[flag as keyof TriggerFlags]);
  }
}

/** Cuts between characters, never inside one. */
function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : Array.from(text).slice(0, MAX_TEXT).join('');
}

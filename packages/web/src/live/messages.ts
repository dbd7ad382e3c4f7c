// What the hub says on the live stream, read with care.

import type { DeviceItem, LiveAdvert, LiveFrame, LiveMessage } from '@bluebell/hub/api';

export type { DeviceItem, LiveMessage } from '@bluebell/hub/api';

/** A message of one topic that is handed on as it comes. */
export type TopicMessage =
  | LiveAdvert
  | LiveFrame
  | Extract<LiveMessage, { type: 'log' | 'dropped' }>;

/** What an update says of a device: each field whole, `null` where it is gone. */
export type DeviceChange = Extract<LiveMessage, { type: 'update' }>['device'];

/** Reads one message; `undefined` for what is none. Members are the hub's word: it made them by its schema. */
export function parseMessage(data: unknown): LiveMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const read: unknown = JSON.parse(data);
    const isMessage = typeof read === 'object' && read !== null && 'type' in read;
    // The hub's own shape: it is checked there against its schema.
    return isMessage ? (read as LiveMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** The topic that a message belongs to; `undefined` for those that all get. */
export function topicOf(message: TopicMessage): string {
  switch (message.type) {
    case 'advert':
      return 'adverts';
    case 'frame':
      return `frames:${message.id}`;
    case 'log':
      return 'log';
    case 'dropped':
      return message.topic;
  }
}

/** The device with the change in it. */
export function withChange(before: DeviceItem | undefined, change: DeviceChange): DeviceItem {
  const merged: Record<string, unknown> = { ...blank(change.id), ...before };
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  // A device and what the hub changed of it: the hub's own shape.
  return merged as DeviceItem;
}

function blank(id: string): DeviceItem {
  return {
    id,
    address: id.replace(/..(?=.)/g, '$&:'),
    kind: 'sensor',
    exposes: [],
    values: {},
    receivers: [],
    settings: { isAnnounced: true, contactClass: 'opening' },
  };
}

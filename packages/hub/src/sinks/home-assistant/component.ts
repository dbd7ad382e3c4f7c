// What a discovery message is made of, in Home Assistant's long words. `short-keys.ts` makes them short.

import { slugOf } from '../slug.ts';

/** The id of an entity is cut there. */
const LONGEST_ENTITY_NAME = 64;

/** A value as JSON has it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The kinds of entities that we make. */
export type Platform =
  | 'sensor'
  | 'binary_sensor'
  | 'event'
  | 'number'
  | 'select'
  | 'switch'
  | 'button'
  | 'device_tracker'
  | 'device_automation';

/** One entity, or one trigger. */
export interface Component {
  readonly platform: Platform;
  readonly [key: string]: Json;
}

/** By key. A key is a part of the entity's identity: it never changes. */
export type Components = ReadonlyMap<string, Component>;

/** A whole message. */
export interface DiscoveryPayload {
  readonly device: { readonly [key: string]: Json };
  readonly origin: { readonly [key: string]: Json };
  readonly components: { readonly [key: string]: Component };
  readonly [key: string]: Json;
}

/** What an entity is called in front of everything that is its own. */
export interface Identity {
  /** `bluebell_A4C138000001`: never the name, a topic or a hub. */
  readonly uniqueId: string;
  /** `kitchen`: only a proposal for the id of the entity, made once. */
  readonly entityName: string;
}

/** Our own name, as the origin of messages and in front of ids. */
export const PRODUCT = 'bluebell';

/** The key of an event entity: this, and the source. */
export const EVENT_PREFIX = 'event_';

/** Marks what people seldom look at: there, but switched off until somebody wants it. */
export const HIDDEN_DIAGNOSTIC = {
  entity_category: 'diagnostic',
  enabled_by_default: false,
} as const;

/** Adds what every entity has: its identity. */
export function entity(
  { uniqueId, entityName }: Identity,
  key: string,
  { platform, ...options }: Component,
): Component {
  return {
    platform,
    unique_id: `${uniqueId}_${key}`,
    default_entity_id: `${platform}.${entityIdOf(entityName, key, options.name)}`,
    ...options,
  };
}

/** What is the device itself, is called as that; and the platform says already that it is an event. */
function entityIdOf(device: string, key: string, name: Json | undefined): string {
  if (name === null) return device;
  return `${device}_${key.startsWith(EVENT_PREFIX) ? key.slice(EVENT_PREFIX.length) : key}`;
}

/** Letters, digits and underscores: what the id of an entity is made of. */
export function entityNameOf(name: string): string {
  return slugOf(name, LONGEST_ENTITY_NAME);
}

/** `button_left` as people read it: `Button left`. */
export function sentence(words: string): string {
  const text = words.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

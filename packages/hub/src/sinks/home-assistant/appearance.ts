// What appears in Home Assistant of each quantity and product: for the documentation, which is made from it.

import { BOOLEANS, NUMBERS, type SensorModel, TEXTS } from '@bluebell/sensors';
import { blankDevice, type Device } from '../../state/device.ts';
import type { Component } from './component.ts';
import { devicePayload } from './device-payload.ts';

/** One entity, as people see it. */
export interface Appearance {
  readonly key: string;
  readonly platform: string;
  readonly deviceClass: string;
  readonly unit: string;
  readonly category: string;
  /** Whether it is there without being switched on. */
  readonly isShown: boolean;
  /** All that it can be, of enumerations and events. */
  readonly options: readonly string[];
}

/** Any address: entities do not depend on it. */
const ADDRESS = 0xa4c138000001;

/** Every quantity. */
export function appearancesOfQuantities(): readonly Appearance[] {
  const values = {
    ...sampled(NUMBERS, 0),
    ...sampled(BOOLEANS, true),
    ...sampled(TEXTS, ''),
  };
  const flags = {
    reed: true,
    triggerOut: true,
    triggerControl: true,
    tempTrigger: true,
    humTrigger: true,
  };
  const own = appearancesOf({ values: { ...values, triggerFlags: flags } });
  const always = new Set(appearancesOf({}).map(({ key }) => key));
  return own.filter(({ key }) => !always.has(key) && !SETTINGS.has(key));
}

/** What appears of each device, whatever it is; and of some, by what they are. */
export function appearancesBesides(): readonly Appearance[] {
  return appearancesOf(
    { values: { opening: true, motion: true }, dialSum: 0 },
    'sensor',
    true,
  ).filter(({ key }) => !['contact', 'motion'].includes(key));
}

/** A tracked phone. */
export function appearancesOfPhones(): readonly Appearance[] {
  const always = new Set(appearancesOf({}).map(({ key }) => key));
  return appearancesOf({}, 'phone').filter(({ key }) => !always.has(key));
}

/** What a product has at once, before it sent all of it. */
export function appearancesOfProduct({ id, families }: SensorModel): readonly Appearance[] {
  const always = new Set(appearancesOf({}).map(({ key }) => key));
  const device = { product: id, family: families?.[0] ?? 'mibeacon' } as const;
  return appearancesOf(device).filter(({ key }) => !always.has(key) && !SETTINGS.has(key));
}

/** Told of once, for all of their kind. */
const SETTINGS: ReadonlySet<string> = new Set(['motion_off', 'contact_class', 'fault']);

function appearancesOf(
  changes: Partial<Device>,
  kind: Device['kind'] = 'sensor',
  hadFault = false,
): readonly Appearance[] {
  const device = { ...blankDevice(ADDRESS, kind, undefined), ...changes };
  const home = { base: 'bluebell', hubId: '0123456789ab', version: '', hasTriggers: false };
  const { components } = devicePayload(device, home, {
    topic: 'bluebell/device',
    seen: new Map(),
    receivers: new Map(),
    hadFault,
    areas: new Map([['receiver', 'areas of receivers']]),
  });
  return Object.entries(components).map(([key, component]) => appearanceOf(key, component));
}

function appearanceOf(key: string, component: Component): Appearance {
  const { options, event_types: eventTypes } = component;
  const list = eventTypes ?? options;
  return {
    key,
    platform: component.platform,
    deviceClass: text(component.device_class),
    unit: text(component.unit_of_measurement),
    category: text(component.entity_category),
    isShown: component.enabled_by_default !== false,
    options: Array.isArray(list) ? list.map(String) : [],
  };
}

/** One value for all quantities of a kind. */
function sampled<Q extends string, V>(kind: Readonly<Record<Q, string>>, value: V): Record<Q, V> {
  // The cast holds: an object's keys are those of its type.
  return Object.fromEntries(Object.keys(kind).map((name) => [name, value])) as Record<Q, V>;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

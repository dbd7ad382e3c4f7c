// The discovery message of one device: who it is, where it is heard of, and its entities.

import { parseAddress, randomKindOf } from '@bluebell/ble/core';
import type { Device } from '../../state/device.ts';
import {
  type Component,
  type Components,
  type DiscoveryPayload,
  entityNameOf,
  type Identity,
  type Json,
  PRODUCT,
} from './component.ts';
import { deviceComponents, modelOf } from './device-components.ts';
import type { SeenEvents } from './event-rows.ts';

/** What all messages of this hub have in common. */
export interface HomeContext {
  /** The base of our own topics: `bluebell`. */
  readonly base: string;
  /** Twelve hex digits of this hub. */
  readonly hubId: string;
  /** Our version. */
  readonly version: string;
  /** Whether triggers of devices are told of beside event entities. */
  readonly hasTriggers: boolean;
}

/** What a message about a device is made from, besides itself. */
export interface DeviceFacts {
  /** `bluebell/kitchen` */
  readonly topic: string;
  readonly seen: SeenEvents;
  /** Who ever heard it, by the key of the strength there. */
  readonly receivers: ReadonlyMap<string, string>;
  /** Whether its adverts ever gave trouble. */
  readonly hadFault: boolean;
  /** The area of each receiver that has one. */
  readonly areas: ReadonlyMap<string, string>;
}

/** Says who sends a message: nothing else is ours to remove. */
export function originOf({ version }: HomeContext): Readonly<Record<string, Json>> {
  return { name: PRODUCT, sw_version: version };
}

/** What a hub is called where devices name it. */
export function hubIdentifier(hubId: string): string {
  return `${PRODUCT}_hub_${hubId}`;
}

/** What the message of a device, its topic and its entities are called by: `bluebell_A4C138000001`. */
export function deviceIdentifier(id: string): string {
  return `${PRODUCT}_${id}`;
}

/** Everything of one device. */
export function devicePayload(
  device: Device,
  home: HomeContext,
  facts: DeviceFacts,
): DiscoveryPayload {
  const model = modelOf(device);
  const identifier = deviceIdentifier(device.id);
  const identity: Identity = {
    uniqueId: identifier,
    entityName: entityNameOf(device.name ?? '') || `${PRODUCT}_${device.id.toLowerCase()}`,
  };
  const { area } = device.settings;
  const { topic } = facts;
  return {
    device: {
      identifiers: [identifier],
      ...connectionsOf(device),
      name: nameOf(device),
      ...(model && { manufacturer: model.maker, model: model.title }),
      ...(device.product !== undefined && { model_id: device.product }),
      ...firmwareOf(device),
      ...(area !== undefined && { suggested_area: area }),
      via_device: hubIdentifier(home.hubId),
    },
    origin: originOf(home),
    availability: [`${home.base}/bridge/state`, `${topic}/availability`].map(stateOf),
    availability_mode: 'all',
    state_topic: topic,
    qos: 1,
    components: Object.fromEntries(
      deviceComponents(device, {
        ...facts,
        identity,
        commandTopic: `${home.base}/${device.id}/set`,
        model,
        hasTriggers: home.hasTriggers,
      }),
    ),
  };
}

/** A topic that says `{"state":"online"}` or `{"state":"offline"}`. */
export function stateOf(topic: string): Readonly<Record<string, Json>> {
  return { topic, value_template: '{{ value_json.state }}' };
}

/** Leaves nothing of the removed components but their platform: Home Assistant then forgets them. */
export function withRemoved(
  payload: DiscoveryPayload,
  removed: ReadonlyMap<string, Component['platform']>,
): DiscoveryPayload {
  const gone = [...removed].map(([key, platform]): [string, Component] => [key, { platform }]);
  return { ...payload, components: { ...Object.fromEntries(gone), ...payload.components } };
}

/** Keys and platforms, to see later what is gone. */
export function platformsOf(
  components: Components | DiscoveryPayload['components'],
): Map<string, Component['platform']> {
  const entries = components instanceof Map ? [...components] : Object.entries(components);
  return new Map(entries.map(([key, { platform }]) => [key, platform]));
}

/** A phone that changes its address is known by its key: what stands in place of an address is made up. */
function connectionsOf({ kind, address }: Device): { readonly connections?: Json } {
  const isMadeUp = kind === 'phone' && randomKindOf(parseAddress(address)) === 'resolvable';
  return isMadeUp ? {} : { connections: [['bluetooth', address]] };
}

/** As the user calls it; else what it is, with the end of its address. */
function nameOf(device: Device): string {
  if (device.name !== undefined) return device.name;
  const what = modelOf(device)?.title ?? device.product ?? 'Bluetooth device';
  return `${what} ${device.id.slice(-4)}`;
}

function firmwareOf({ values }: Device): { readonly sw_version?: string } {
  const { firmwareVersion } = values;
  return firmwareVersion === undefined ? {} : { sw_version: firmwareVersion.slice(0, 64) };
}

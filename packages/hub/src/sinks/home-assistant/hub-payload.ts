// The discovery messages of the hub itself and of its receivers.

import { receiverSlug } from '../receiver-slug.ts';
import {
  type Component,
  type DiscoveryPayload,
  entity,
  entityNameOf,
  HIDDEN_DIAGNOSTIC,
  type Identity,
  PRODUCT,
} from './component.ts';
import { type HomeContext, hubIdentifier, originOf, stateOf } from './device-payload.ts';
import { type HubFacts, RECEIVER_STAGES, type ReceiverFacts } from './hub-facts.ts';
import { memberOf } from './templates.ts';

type Rows = readonly (readonly [string, Component])[];

const DIAGNOSTIC = { entity_category: 'diagnostic' } as const;

const COUNTER = {
  platform: 'sensor',
  ...HIDDEN_DIAGNOSTIC,
  state_class: 'total_increasing',
  suggested_display_precision: 0,
} as const;

/** The topics of one hub, below `<base>/hubs/<hubId>`. */
export function hubTopics({ base, hubId }: Pick<HomeContext, 'base' | 'hubId'>) {
  const hub = `${base}/hubs/${hubId}`;
  return {
    state: `${hub}/state`,
    facts: `${hub}/facts`,
    receiver: (name: string) => `${hub}/receivers/${receiverSlug(name)}`,
    /** Commands for this hub alone: restart, discover. */
    command: `${hub}/set`,
  };
}

/** The hub. */
export function hubPayload({ name }: Pick<HubFacts, 'name'>, home: HomeContext): DiscoveryPayload {
  const identifier = hubIdentifier(home.hubId);
  const topics = hubTopics(home);
  const identity = {
    uniqueId: `${PRODUCT}_${home.hubId}`,
    entityName: entityNameOf(name) || PRODUCT,
  };
  return {
    device: {
      identifiers: [identifier],
      name,
      manufacturer: PRODUCT,
      model: 'Bluetooth hub',
      sw_version: home.version,
    },
    origin: originOf(home),
    ...availability(home),
    state_topic: topics.facts,
    qos: 1,
    components: withIdentity(identity, hubRows(topics, home)),
  };
}

function hubRows({ state, command }: ReturnType<typeof hubTopics>, { base }: HomeContext): Rows {
  return [
    [
      'connectivity',
      {
        platform: 'binary_sensor',
        ...DIAGNOSTIC,
        device_class: 'connectivity',
        state_topic: state,
        value_template: '{{ value_json.state }}',
        payload_on: 'online',
        payload_off: 'offline',
        // It must be able to say that the hub is gone.
        availability: [stateOf(`${base}/bridge/state`)],
      },
    ],
    [
      'version',
      { platform: 'sensor', name: 'Version', ...DIAGNOSTIC, value_template: memberOf('version') },
    ],
    [
      'started',
      {
        platform: 'sensor',
        name: 'Started',
        ...DIAGNOSTIC,
        device_class: 'timestamp',
        value_template: memberOf('started'),
      },
    ],
    [
      'devices',
      {
        platform: 'sensor',
        name: 'Devices',
        ...DIAGNOSTIC,
        state_class: 'measurement',
        suggested_display_precision: 0,
        value_template: memberOf('devices'),
      },
    ],
    ['adverts', { ...COUNTER, name: 'Adverts', value_template: memberOf('adverts') }],
    [
      'problem',
      { platform: 'sensor', name: 'Problem', ...DIAGNOSTIC, value_template: memberOf('problem') },
    ],
    [
      'problems',
      {
        platform: 'sensor',
        name: 'Problems',
        ...DIAGNOSTIC,
        state_class: 'measurement',
        suggested_display_precision: 0,
        value_template: memberOf('problems'),
      },
    ],
    [
      'discover',
      {
        platform: 'switch',
        name: 'Add new sensors here',
        entity_category: 'config',
        value_template: memberOf('discover'),
        state_on: 'True',
        state_off: 'False',
        command_topic: command,
        payload_on: '{"discover": true}',
        payload_off: '{"discover": false}',
      },
    ],
    [
      'restart',
      {
        platform: 'button',
        entity_category: 'config',
        device_class: 'restart',
        command_topic: command,
        payload_press: '{"restart": true}',
      },
    ],
  ];
}

/** A receiver, as a device behind the hub. */
export function receiverPayload(facts: ReceiverFacts, home: HomeContext): DiscoveryPayload {
  const identifier = receiverIdentifier(home.hubId, facts.name);
  const identity = {
    uniqueId: identifier,
    entityName: `${PRODUCT}_${receiverSlug(facts.name)}`,
  };
  return {
    device: {
      identifiers: [identifier],
      name: `Receiver ${facts.name}`,
      manufacturer: PRODUCT,
      model: 'Bluetooth receiver',
      ...(facts.area !== undefined && { suggested_area: facts.area }),
      via_device: hubIdentifier(home.hubId),
    },
    origin: originOf(home),
    ...availability(home),
    state_topic: hubTopics(home).receiver(facts.name),
    qos: 1,
    components: withIdentity(identity, receiverRows(facts)),
  };
}

/** `bluebell_0123456789ab_sim`: the same as long as the hub and the name of the radio are. */
export function receiverIdentifier(hubId: string, name: string): string {
  return `${PRODUCT}_${hubId}_${receiverSlug(name)}`;
}

function receiverRows({ slotsFree }: ReceiverFacts): Rows {
  return [
    [
      'hears',
      {
        platform: 'binary_sensor',
        ...DIAGNOSTIC,
        device_class: 'connectivity',
        payload_on: 'True',
        payload_off: 'False',
        value_template: memberOf('hears'),
      },
    ],
    [
      'stage',
      {
        platform: 'sensor',
        name: 'Stage',
        ...DIAGNOSTIC,
        device_class: 'enum',
        options: [...RECEIVER_STAGES],
        value_template: memberOf('stage'),
      },
    ],
    [
      'adverts_per_minute',
      {
        platform: 'sensor',
        name: 'Adverts per minute',
        ...DIAGNOSTIC,
        state_class: 'measurement',
        suggested_display_precision: 0,
        value_template: memberOf('adverts_per_minute'),
      },
    ],
    ['adverts', { ...COUNTER, name: 'Adverts', value_template: memberOf('adverts') }],
    ['recoveries', { ...COUNTER, name: 'Recoveries', value_template: memberOf('recoveries') }],
    ...(slotsFree === undefined
      ? []
      : [
          [
            'slots_free',
            {
              platform: 'sensor',
              name: 'Free connections',
              ...DIAGNOSTIC,
              state_class: 'measurement',
              suggested_display_precision: 0,
              value_template: memberOf('slots_free'),
            },
          ] as const,
        ]),
  ];
}

function availability(home: HomeContext) {
  return {
    availability: [`${home.base}/bridge/state`, hubTopics(home).state].map(stateOf),
    availability_mode: 'all',
  };
}

function withIdentity(identity: Identity, rows: Rows): Record<string, Component> {
  return Object.fromEntries(rows.map(([key, row]) => [key, entity(identity, key, row)]));
}

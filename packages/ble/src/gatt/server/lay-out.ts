// From definitions to attributes with handles. Core Spec v5.4, Vol 3, Part G, 2.6.3 and 3.

import { encode } from '../../codec/index.ts';
import type { Uuid } from '../../core/index.ts';
import type {
  AttributeDefinition,
  AttributePermission,
  CharacteristicDefinition,
  CharacteristicProperty,
  ServiceDefinition,
} from '../../radio/index.ts';
import {
  AttributeType,
  characteristicDeclaration,
  extendedProperties,
  includeDeclaration,
  serviceDeclaration,
} from '../declarations.ts';
import { ClientConfiguration } from './client-configuration.ts';
import {
  DESCRIPTOR_WAYS,
  Declaration,
  type ServedAttribute,
  type WriteWay,
} from './served-attribute.ts';
import { ServedCharacteristic } from './served-characteristic.ts';
import { ServedValue } from './served-value.ts';

/** What a list of definitions becomes. */
export interface Layout {
  /** In the order of their handles, which follow each other. */
  readonly attributes: readonly ServedAttribute[];
  readonly characteristics: readonly ServedCharacteristic[];
}

/** How many attributes definitions take. */
export function countOf(services: readonly ServiceDefinition[]): number {
  return services.reduce((sum, service) => sum + sizeOf(service), 0);
}

/** Lays services out from a handle on. The definitions have been checked. */
export function layOut(services: readonly ServiceDefinition[], firstHandle: number): Layout {
  const spans: Span[] = [];
  let next = firstHandle;
  for (const service of services) {
    const first = next;
    next += sizeOf(service);
    spans.push({ uuid: service.uuid, first, last: next - 1 });
  }
  const attributes: ServedAttribute[] = [];
  const characteristics: ServedCharacteristic[] = [];
  const layout = { next: firstHandle, attributes, characteristics };
  for (const service of services) addService(service, spans, layout);
  return layout;
}

/** Where a service begins and ends. */
interface Span {
  readonly uuid: Uuid;
  readonly first: number;
  readonly last: number;
}

/** A layout that grows. */
interface Growing {
  next: number;
  readonly attributes: ServedAttribute[];
  readonly characteristics: ServedCharacteristic[];
}

function sizeOf({ includes = [], characteristics }: ServiceDefinition): number {
  return characteristics.reduce((sum, one) => sum + charSize(one), 1 + includes.length);
}

function charSize({ properties, descriptors = [] }: CharacteristicDefinition): number {
  const automatic = [isListenable, isExtended, isBroadcast].filter((is) => is(properties));
  return 2 + automatic.length + descriptors.length;
}

type Properties = readonly CharacteristicProperty[];

function isListenable(properties: Properties): boolean {
  return properties.includes('notify') || properties.includes('indicate');
}

function isExtended(properties: Properties): boolean {
  return properties.includes('reliableWrite') || properties.includes('writableAuxiliaries');
}

function isBroadcast(properties: Properties): boolean {
  return properties.includes('broadcast');
}

function addService(service: ServiceDefinition, spans: readonly Span[], layout: Growing): void {
  const { attributes } = layout;
  const { uuid, isPrimary = true, includes = [] } = service;
  const type = isPrimary ? AttributeType.primaryService : AttributeType.secondaryService;
  const last = layout.next + sizeOf(service) - 1;
  attributes.push(new Declaration(layout.next++, type, encode(serviceDeclaration, uuid), last));
  for (const place of includes) {
    const span = spans[place];
    if (span) attributes.push(includeOf(layout.next++, span));
  }
  for (const definition of service.characteristics) addCharacteristic(definition, uuid, layout);
}

function includeOf(handle: number, { uuid, first, last }: Span): Declaration {
  const value = encode(includeDeclaration, {
    startHandle: first,
    endHandle: last,
    // 16 bits are four digits.
    uuid: uuid.length === 4 ? uuid : undefined,
  });
  return new Declaration(handle, AttributeType.include, value);
}

function addCharacteristic(
  definition: CharacteristicDefinition,
  service: Uuid,
  layout: Growing,
): void {
  const { attributes } = layout;
  const { uuid, properties, descriptors = [] } = definition;
  const declaration = encode(characteristicDeclaration, {
    properties: propertiesOf(properties),
    valueHandle: layout.next + 1,
    uuid,
  });
  attributes.push(new Declaration(layout.next++, AttributeType.characteristic, declaration));
  const value = new ServedValue(layout.next++, definition, valueDefaults(definition));
  const characteristic = new ServedCharacteristic(service, definition, value);
  attributes.push(value);
  layout.characteristics.push(characteristic);
  if (isListenable(properties)) {
    const permission = subscribePermissionOf(definition);
    attributes.push(new ClientConfiguration(layout.next++, characteristic, permission));
  }
  if (isExtended(properties)) {
    const bits = encode(extendedProperties, {
      reliableWrite: properties.includes('reliableWrite'),
      writableAuxiliaries: properties.includes('writableAuxiliaries'),
    });
    attributes.push(new Declaration(layout.next++, AttributeType.extendedProperties, bits));
  }
  if (isBroadcast(properties)) attributes.push(broadcastSwitch(layout.next++));
  for (const descriptor of descriptors) {
    attributes.push(
      new ServedValue(layout.next++, descriptor, descriptorDefaults(descriptor, properties)),
    );
  }
}

/** The Server Characteristic Configuration: one for all clients. 3.3.3.4 */
function broadcastSwitch(handle: number): ServedValue {
  const uuid = AttributeType.serverConfiguration;
  const definition = { uuid, value: new Uint8Array(2), maxLength: 2 };
  return new ServedValue(handle, definition, {
    readPermission: 'open',
    writePermission: 'open',
    ways: DESCRIPTOR_WAYS,
    minLength: 2,
  });
}

function propertiesOf(properties: Properties) {
  return {
    broadcast: properties.includes('broadcast'),
    read: properties.includes('read'),
    writeWithoutResponse: properties.includes('writeWithoutResponse'),
    write: properties.includes('write'),
    notify: properties.includes('notify'),
    indicate: properties.includes('indicate'),
    authenticatedSignedWrites: properties.includes('authenticatedSignedWrites'),
    extendedProperties: isExtended(properties),
  };
}

/** The requests that each property lets. */
const WAYS: Readonly<Partial<Record<CharacteristicProperty, readonly WriteWay[]>>> = {
  write: ['writeRequest', 'prepareWriteRequest'],
  writeWithoutResponse: ['writeCommand'],
  authenticatedSignedWrites: ['signedWriteCommand'],
  reliableWrite: ['prepareWriteRequest'],
};

/** What the properties do not name, nobody may. */
function valueDefaults(definition: CharacteristicDefinition) {
  const { properties, readPermission = 'open', writePermission = 'open' } = definition;
  const ways = new Set(properties.flatMap((property) => WAYS[property] ?? []));
  return {
    readPermission: properties.includes('read') ? readPermission : 'never',
    writePermission: ways.size > 0 ? writePermission : 'never',
    ways,
  } as const;
}

/** Descriptors have no properties: they can be written where it says so, or where somebody listens. */
function descriptorDefaults(definition: AttributeDefinition, properties: Properties) {
  const { uuid, onWrite, readPermission = 'open', writePermission } = definition;
  const isAuxiliary =
    uuid === AttributeType.userDescription && properties.includes('writableAuxiliaries');
  const unsaid: AttributePermission = onWrite || isAuxiliary ? 'open' : 'never';
  return { readPermission, writePermission: writePermission ?? unsaid, ways: DESCRIPTOR_WAYS };
}

/** As for reading; a value that nobody may read can still be listened for. */
function subscribePermissionOf(definition: CharacteristicDefinition): AttributePermission {
  const { readPermission = 'open', subscribePermission } = definition;
  return subscribePermission ?? (readPermission === 'never' ? 'open' : readPermission);
}

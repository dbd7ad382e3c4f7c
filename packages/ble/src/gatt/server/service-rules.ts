// What can be served, and what cannot. Core Spec v5.4, Vol 3, Part G, 3.

import { MAX_VALUE_LENGTH } from '../../att/index.ts';
import { parseUuid, UsageError, type Uuid } from '../../core/index.ts';
import type {
  AttributeDefinition,
  CharacteristicDefinition,
  CharacteristicProperty,
  ServiceDefinition,
} from '../../radio/index.ts';
import { AttributeType, GenericAttribute } from '../declarations.ts';

/** Of these a host has one each, and serves them by itself. */
const OWN_SERVICES: readonly Uuid[] = ['1800', GenericAttribute.service];

/** What only declares: a value of such a type would make discovery go astray. */
const DECLARING: readonly Uuid[] = [
  AttributeType.primaryService,
  AttributeType.secondaryService,
  AttributeType.include,
  AttributeType.characteristic,
];

/** Descriptors that the properties call for. */
const AUTOMATIC: readonly Uuid[] = [
  AttributeType.extendedProperties,
  AttributeType.clientConfiguration,
  AttributeType.serverConfiguration,
];

/** Descriptors of which a characteristic has one at most. 3.3.3.2 and 3.3.3.6 */
const AT_MOST_ONE: readonly Uuid[] = [AttributeType.userDescription, AttributeType.aggregateFormat];

const WRITING: readonly CharacteristicProperty[] = [
  'write',
  'writeWithoutResponse',
  'authenticatedSignedWrites',
  'reliableWrite',
];

/**
 * The definitions with all UUIDs in their shortest form.
 *
 * @throws {UsageError} what cannot be served; it names service and characteristic.
 */
export function checkedServices(
  definitions: readonly ServiceDefinition[],
): readonly ServiceDefinition[] {
  const services = definitions.map(checkedService);
  for (const [index, { uuid }] of services.entries()) {
    if (reaches(services, index, index)) {
      throw new UsageError(`service ${uuid} includes itself, through others or directly`);
    }
  }
  return services;
}

function checkedService(
  service: ServiceDefinition,
  _: number,
  all: readonly ServiceDefinition[],
): ServiceDefinition {
  const where = `service ${service.uuid}`;
  const uuid = checkedUuid(service.uuid, where);
  if (OWN_SERVICES.includes(uuid)) {
    throw new UsageError(`${where}: every host serves it by itself; leave it out`);
  }
  for (const place of service.includes ?? []) {
    if (all[place]) continue;
    throw new UsageError(`${where} includes number ${place} of a list of ${all.length} services`);
  }
  const characteristics = service.characteristics.map((definition) =>
    checkedCharacteristic(definition, where),
  );
  return { ...service, uuid, characteristics };
}

function checkedCharacteristic(
  definition: CharacteristicDefinition,
  service: string,
): CharacteristicDefinition {
  const where = `${service}, characteristic ${definition.uuid}`;
  const checked = checkedAttribute(definition, where);
  const descriptors = (definition.descriptors ?? []).map((descriptor) =>
    checkedAttribute(descriptor, `${where}, descriptor ${descriptor.uuid}`),
  );
  const fault = propertyFault(definition) ?? descriptorFault(descriptors, definition);
  if (fault !== undefined) throw new UsageError(`${where}: ${fault}`);
  return { ...definition, ...checked, descriptors };
}

function checkedAttribute(definition: AttributeDefinition, where: string): AttributeDefinition {
  const uuid = checkedUuid(definition.uuid, where);
  const { value, maxLength = MAX_VALUE_LENGTH } = definition;
  if (DECLARING.includes(uuid)) {
    throw new UsageError(`${where}: this UUID is for declarations, which come by themselves`);
  }
  if (!Number.isInteger(maxLength) || maxLength < 0 || maxLength > MAX_VALUE_LENGTH) {
    throw new UsageError(`${where}: maxLength is 0 to ${MAX_VALUE_LENGTH}, not ${maxLength}`);
  }
  if (value && value.length > maxLength) {
    throw new UsageError(`${where}: a value of ${value.length} bytes, where ${maxLength} fit`);
  }
  return { ...definition, uuid };
}

function checkedUuid(uuid: Uuid, where: string): Uuid {
  try {
    return parseUuid(uuid);
  } catch (cause) {
    throw new UsageError(`${where}: ${String(cause)}`, { cause });
  }
}

/** Functions that would never be called. */
function propertyFault(definition: CharacteristicDefinition): string | undefined {
  const { properties } = definition;
  const has = (...wanted: readonly CharacteristicProperty[]) =>
    wanted.some((property) => properties.includes(property));
  if (definition.onRead && !has('read')) return "onRead, but no property 'read'";
  if (definition.onWrite && !has(...WRITING)) return 'onWrite, but no property that lets write';
  if (definition.onSubscribe && !has('notify', 'indicate')) {
    return "onSubscribe, but neither property 'notify' nor 'indicate'";
  }
  return undefined;
}

function descriptorFault(
  descriptors: readonly AttributeDefinition[],
  { properties }: CharacteristicDefinition,
): string | undefined {
  const uuids = descriptors.map(({ uuid }) => uuid);
  const automatic = uuids.find((uuid) => AUTOMATIC.includes(uuid));
  if (automatic !== undefined) {
    return `descriptor ${automatic} comes by itself with the properties that call for it; leave it out`;
  }
  const double = uuids.find((uuid, i) => AT_MOST_ONE.includes(uuid) && uuids.indexOf(uuid) < i);
  if (double !== undefined) return `more than one descriptor ${double}`;
  if (
    properties.includes('writableAuxiliaries') &&
    !uuids.includes(AttributeType.userDescription)
  ) {
    return "property 'writableAuxiliaries', but no descriptor 2901 that it would make writable";
  }
  return undefined;
}

/** Whether one service includes another, through others or directly. */
function reaches(services: readonly ServiceDefinition[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const ahead = [from];
  for (let place = ahead.pop(); place !== undefined; place = ahead.pop()) {
    for (const next of services[place]?.includes ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) ahead.push(next);
      seen.add(next);
    }
  }
  return false;
}

// From what a user calls a characteristic to the one that is meant.

import { hex16, NotFoundError, UsageError, type Uuid } from '@bluebell/ble/core';
import {
  type Connection,
  nameOfUuid,
  type RemoteCharacteristic,
  type RemoteDescriptor,
  type RemoteService,
  uuidNamed,
} from '@bluebell/ble/radio';
import type { ConnectedDevice } from '../device/with-device.ts';

type Patience = ConnectedDevice['patience'];

/** A characteristic with the service that it is in. */
export interface FoundCharacteristic {
  readonly kind: 'characteristic';
  readonly service: RemoteService;
  readonly characteristic: RemoteCharacteristic;
}

/** A descriptor with what it belongs to. */
export interface FoundDescriptor {
  readonly kind: 'descriptor';
  readonly service: RemoteService;
  readonly characteristic: RemoteCharacteristic;
  readonly descriptor: RemoteDescriptor;
}

/** `Battery Level (2a19)`, or the UUID alone where it has no name. */
export function namedUuid(uuid: Uuid): string {
  const name = nameOfUuid(uuid);
  return name === undefined ? uuid : `${name} (${uuid})`;
}

/**
 * What a text means: a characteristic by UUID or name, or whatever has a handle.
 *
 * @param service where to look, by UUID or name; everywhere if it is left out.
 * @throws {NotFoundError} there is none. @throws {UsageError} there are several, or the text is neither.
 */
export async function findAttribute(
  connection: Connection,
  text: string,
  service: string | undefined,
  patience: Patience,
): Promise<FoundCharacteristic | FoundDescriptor> {
  const all = await characteristicsOf(connection, service, patience);
  const handle = /^0x[0-9a-f]{1,4}$/i.test(text) ? Number(text) : undefined;
  const byHandle = handle === undefined ? undefined : await atHandle(all, handle, patience);
  if (byHandle) return byHandle;

  const uuid = uuidNamed(text, 'characteristic');
  const [found, ...others] = all.filter(({ characteristic }) => characteristic.uuid === uuid);
  if (found && others.length === 0) return found;
  if (found) throw new UsageError(ambiguous(uuid, [found, ...others]));
  const has = all.map(({ characteristic }) => namedUuid(characteristic.uuid)).join(', ');
  const where = service === undefined ? 'the device' : `its service ${service}`;
  throw new NotFoundError(
    `${where} has no characteristic ${handle === undefined ? namedUuid(uuid) : text}: it has ${has || 'none'}`,
  );
}

/** The same where only a characteristic will do. */
export async function findCharacteristic(
  ...args: Parameters<typeof findAttribute>
): Promise<FoundCharacteristic> {
  const found = await findAttribute(...args);
  if (found.kind === 'characteristic') return found;
  throw new UsageError(`${args[1]} is a descriptor: give the characteristic that it belongs to`);
}

async function characteristicsOf(
  connection: Connection,
  service: string | undefined,
  patience: Patience,
): Promise<readonly FoundCharacteristic[]> {
  const wanted = service === undefined ? undefined : uuidNamed(service, 'service');
  const services = await connection.services(patience);
  const found = services.filter(({ uuid }) => wanted === undefined || uuid === wanted);
  if (wanted !== undefined && found.length === 0) {
    const has = services.map(({ uuid }) => namedUuid(uuid)).join(', ');
    throw new NotFoundError(`the device has no service ${namedUuid(wanted)}: it has ${has}`);
  }
  const all: FoundCharacteristic[] = [];
  for (const one of found) {
    for (const characteristic of await one.characteristics(patience)) {
      all.push({ kind: 'characteristic', service: one, characteristic });
    }
  }
  return all;
}

/** A characteristic has two handles; behind them are those of its descriptors. */
async function atHandle(
  all: readonly FoundCharacteristic[],
  handle: number,
  patience: Patience,
): Promise<FoundCharacteristic | FoundDescriptor | undefined> {
  const owner = all.findLast(
    ({ characteristic, service }) => characteristic.handle <= handle && handle <= service.endHandle,
  );
  if (!owner || handle <= owner.characteristic.valueHandle) return owner;
  const descriptors = await owner.characteristic.descriptors(patience);
  const descriptor = descriptors.find((one) => one.handle === handle);
  return descriptor && { ...owner, kind: 'descriptor', descriptor };
}

function ambiguous(uuid: Uuid, found: readonly FoundCharacteristic[]): string {
  const places = found.map(
    ({ characteristic, service }) =>
      `${hex16(characteristic.valueHandle)} in ${namedUuid(service.uuid)}`,
  );
  return `there are ${found.length} characteristics ${namedUuid(uuid)}: give a handle, or --service: ${places.join(', ')}`;
}

// All that a device offers to those who connect, as plain data: what `bluebell gatt dump` prints.

import { AttError, nameOfAttError } from '@bluebell/ble/att';
import type { Uuid } from '@bluebell/ble/core';
import type {
  CharacteristicProperty,
  Connection,
  RemoteCharacteristic,
  RemoteService,
} from '@bluebell/ble/radio';
import type { ConnectedDevice } from '../device/with-device.ts';

/** A value that was read, or why it was not; neither where it is not readable. */
export interface SurveyedValue {
  readonly value?: Uint8Array;
  /** The device's refusal, in the words of the specification. */
  readonly error?: string;
}

export interface SurveyedDescriptor extends SurveyedValue {
  readonly uuid: Uuid;
  readonly handle: number;
}

export interface SurveyedCharacteristic extends SurveyedValue {
  readonly uuid: Uuid;
  readonly handle: number;
  readonly valueHandle: number;
  readonly properties: readonly CharacteristicProperty[];
  readonly descriptors: readonly SurveyedDescriptor[];
}

export interface SurveyedService {
  readonly uuid: Uuid;
  readonly startHandle: number;
  readonly endHandle: number;
  /** UUIDs of the services that it includes. */
  readonly includes: readonly Uuid[];
  readonly characteristics: readonly SurveyedCharacteristic[];
}

type Patience = ConnectedDevice['patience'];

/** Discovers everything, and reads what can be read; refusals are part of what is found. */
export async function survey(
  connection: Connection,
  patience: Patience,
  onProgress: (done: number, of: number) => void,
): Promise<readonly SurveyedService[]> {
  const services = await connection.services(patience);
  const found: SurveyedService[] = [];
  for (const service of services) {
    onProgress(found.length, services.length);
    found.push(await surveyService(service, patience));
  }
  return found;
}

async function surveyService(service: RemoteService, patience: Patience): Promise<SurveyedService> {
  const { uuid, startHandle, endHandle } = service;
  const includes = await service.includedServices(patience);
  const characteristics: SurveyedCharacteristic[] = [];
  for (const characteristic of await service.characteristics(patience)) {
    characteristics.push(await surveyCharacteristic(characteristic, patience));
  }
  return {
    uuid,
    startHandle,
    endHandle,
    includes: includes.map((included) => included.uuid),
    characteristics,
  };
}

async function surveyCharacteristic(
  characteristic: RemoteCharacteristic,
  patience: Patience,
): Promise<SurveyedCharacteristic> {
  const { uuid, handle, valueHandle, properties } = characteristic;
  const read = properties.has('read')
    ? await readable(() => characteristic.read(patience))
    : undefined;
  const descriptors: SurveyedDescriptor[] = [];
  for (const descriptor of await characteristic.descriptors(patience)) {
    const value = await readable(() => descriptor.read(patience));
    descriptors.push({ uuid: descriptor.uuid, handle: descriptor.handle, ...value });
  }
  return { uuid, handle, valueHandle, properties: [...properties], ...read, descriptors };
}

async function readable(read: () => Promise<Uint8Array>): Promise<SurveyedValue> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof AttError) return { error: nameOfAttError(error.errorCode) };
    throw error;
  }
}

// The argument that names a device, and what it stands for.

import { addressDigits, formatAddress, UsageError } from '@bluebell/ble/core';
import * as z from 'zod';
import type { Device } from '../state/device.ts';
import { findDevice, namesGiven } from '../state/find-device.ts';
import type { RequestPorts } from './ports.ts';
import { RequestError } from './request.ts';

/** The argument that names one. */
export const deviceArgument = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .describe('its name, its id (`A4C138000001`) or its address');

/** The address of a device that may never have been heard. @throws {RequestError} it is none. */
export function addressOf(ports: Pick<RequestPorts, 'hub'>, text: string): string {
  return formatAddress(meant(ports, text));
}

/** Where a device stands in the configuration: phones by name, all others by address. */
export function configPath(ports: Pick<RequestPorts, 'hub'>, text: string): readonly string[] {
  const value = meant(ports, text);
  const address = formatAddress(value);
  return configPathOf(ports.hub.device(addressDigits(value)) ?? { kind: 'sensor', address });
}

/** The same for a device at hand. */
export function configPathOf({
  kind,
  name,
  address,
}: Pick<Device, 'kind' | 'address'> & { readonly name?: string | undefined }): readonly string[] {
  return kind === 'phone' && name !== undefined ? ['phones', name] : ['devices', address];
}

function meant({ hub }: Pick<RequestPorts, 'hub'>, text: string): number {
  try {
    return findDevice(text, namesGiven(hub.devices));
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new RequestError('UNKNOWN_DEVICE', cause.message, { cause });
  }
}

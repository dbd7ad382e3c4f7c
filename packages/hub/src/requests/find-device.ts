// Which device is meant: users name one as they like.

import { BleError, formatAddress, parseAddress } from '@bluebell/ble/core';
import * as z from 'zod';
import type { Device } from '../state/device.ts';
import type { HubPort, RequestPorts } from './ports.ts';
import { RequestError } from './request.ts';

/** The argument that names one. */
export const deviceArgument = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .describe('its name, its id (`A4C138000001`) or its address');

/** The address of a device that may never have been heard. @throws {RequestError} it is none. */
export function addressOf({ hub }: Pick<RequestPorts, 'hub'>, text: string): string {
  const address = lookUp(hub, text)?.address ?? writtenAddress(text);
  if (address !== undefined) return address;
  throw new RequestError(
    'UNKNOWN_DEVICE',
    `no device is called ${JSON.stringify(text)}: 'bluebell device list' shows all`,
  );
}

/** Where a device stands in the configuration: phones by name, all others by address. */
export function configPath(ports: Pick<RequestPorts, 'hub'>, text: string): readonly string[] {
  const device = lookUp(ports.hub, text);
  if (device?.kind === 'phone' && device.name !== undefined) return ['phones', device.name];
  return ['devices', addressOf(ports, text)];
}

function lookUp(hub: HubPort, text: string): Device | undefined {
  const address = writtenAddress(text);
  if (address !== undefined) return hub.device(address.replaceAll(':', ''));
  const { devices } = hub;
  const lower = text.toLowerCase();
  return (
    devices.find(({ name }) => name === text) ??
    devices.find(({ name }) => name?.toLowerCase() === lower)
  );
}

function writtenAddress(text: string): string | undefined {
  try {
    return formatAddress(parseAddress(text));
  } catch (error) {
    if (error instanceof BleError) return undefined;
    throw error;
  }
}

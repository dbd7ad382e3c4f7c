// Which senders a user wants to see.

import type { Uuid } from '@bluebell/ble/core';
import { uuidNamed } from '@bluebell/ble/radio';
import type { Sighting } from './sightings.ts';

/** Whether a sender is wanted, by all that it has told so far. */
export type ScanFilter = (sighting: Pick<Sighting, 'name' | 'services'>) => boolean;

/**
 * The filter for what the user said.
 *
 * @throws {UsageError} a service that is none.
 */
export function scanFilter(options: {
  readonly name?: string | undefined;
  readonly service?: string | undefined;
}): ScanFilter {
  const text = options.name?.toLowerCase();
  const uuid: Uuid | undefined =
    options.service === undefined ? undefined : uuidNamed(options.service, 'service');
  return ({ name, services }) =>
    (text === undefined || (name?.toLowerCase().includes(text) ?? false)) &&
    (uuid === undefined || services.has(uuid));
}

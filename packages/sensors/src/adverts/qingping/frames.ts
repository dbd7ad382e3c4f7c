// Qingping frames to be sent: what simulated sensors broadcast.

import { Writer } from '@bluebell/ble/codec';
import { type AddressValue, UsageError } from '@bluebell/ble/core';
import type { Values } from '../../quantities.ts';
import { OBJECTS, packetId, type QingpingObject } from './objects.ts';
import { head } from './qingping.ts';

/** What a frame is made of. */
export interface QingpingFrameOptions {
  readonly deviceType: number;
  readonly address: AddressValue;
  readonly values?: Values;
  readonly packetId?: number | undefined;
  /** Seen: 0x08 and 0x88 on regular frames, 0x48 and 0xc8 on those of doors and motion. */
  readonly control?: number;
}

/**
 * Service data of UUID 0xfdcd.
 *
 * @throws {UsageError} a quantity that Qingping has no object for, or a value that does not fit.
 */
export function qingpingFrame(options: QingpingFrameOptions): Uint8Array<ArrayBuffer> {
  const { deviceType, address, values = {}, control = 0x08 } = options;
  const to = new Writer();
  head.write(to, { control, deviceType, mac: address });
  for (const { id, size, write } of objectsFor(values)) {
    to.uint(id, 1);
    to.uint(size, 1);
    write(to, values);
  }
  if (options.packetId !== undefined) {
    to.uint(packetId.id, 1);
    to.uint(packetId.size, 1);
    packetId.count.write(to, options.packetId);
  }
  return to.finish();
}

/** The objects that say all of this, each quantity once. */
function objectsFor(values: Values): readonly QingpingObject[] {
  const unsaid = new Set(Object.keys(values));
  // Says more about a door that is sent anyway.
  if (values.opening !== undefined) unsaid.delete('doorLeftOpen');
  const objects = OBJECTS.filter(({ needs }) => {
    const isPossible = needs.every((quantity) => unsaid.has(quantity));
    if (isPossible) for (const quantity of needs) unsaid.delete(quantity);
    return isPossible;
  });
  if (unsaid.size > 0) {
    throw new UsageError(`no Qingping object carries ${[...unsaid].join(', ')}`);
  }
  return objects;
}

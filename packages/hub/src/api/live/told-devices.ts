// What was last told of each device, so that only what changed is told next.

import type { Device } from '../../state/device.ts';
import { deviceItem } from '../device-item.ts';
import type { DeviceItem } from '../shapes/device.ts';
import type { DeviceChanges } from '../shapes/live.ts';

/** What changed: each field whole; `null` where it is gone. */
export type ChangedFields = Partial<DeviceChanges>;

/** All devices as clients know them. */
export class ToldDevices {
  readonly #told = new Map<string, { readonly device: Device; readonly item: DeviceItem }>();

  /** As clients know them. */
  get items(): readonly DeviceItem[] {
    return [...this.#told.values()].map(({ item }) => item);
  }

  /** Whether nothing can have changed since it was told: devices are new objects whenever something does. */
  isTold(device: Device): boolean {
    return this.#told.get(device.id)?.device === device;
  }

  /** From now on it is known so; gives what was not. */
  take(device: Device): ChangedFields {
    const before = this.#told.get(device.id)?.item;
    // The cast holds: the lists in it are only not to be changed.
    const item = deviceItem(device) as DeviceItem;
    this.#told.set(device.id, { device, item });
    return changesBetween(before ?? {}, item);
  }

  /** It is gone. */
  forget(id: string): void {
    this.#told.delete(id);
  }

  /** Nobody knows anything any more. */
  clear(): void {
    this.#told.clear();
  }
}

/** Fields of the one that the other has otherwise; those that it has no more are `null`. */
export function changesBetween(before: object, now: object): Readonly<Record<string, unknown>> {
  const old = new Map<string, unknown>(Object.entries(before));
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(now)) {
    if (!isSame(old.get(name), value)) changes[name] = value === undefined ? null : value;
    old.delete(name);
  }
  for (const [name, value] of old) if (value !== undefined) changes[name] = null;
  return changes;
}

/** Whether two values are written alike as JSON. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const [ones, others] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    ones.length === others.size &&
    ones.every(([name, value]) => others.has(name) && isSame(value, others.get(name)))
  );
}

// What becomes of devices, for `<base>/bridge/event`: found, renamed, gone, in want of a key.

import type { Device, Update } from '../../state/device.ts';
import { isKeyFault } from '../../state/key-trouble.ts';

/** One thing that happened. */
export interface BridgeEvent {
  readonly type:
    | 'device_found'
    | 'device_removed'
    | 'device_renamed'
    | 'key_needed'
    | 'key_accepted';
  readonly data: object;
}

/** Tells news of devices from all the rest. */
export class DeviceNews {
  readonly #known = new Map<string, Device['fault']>();

  /** What an update brings. */
  eventsOf({ device, changed, events }: Update): readonly BridgeEvent[] {
    const isKnown = this.#known.has(device.id);
    const before = this.#known.get(device.id);
    this.#known.set(device.id, device.fault);
    // How a device stands that was there before: it is no news.
    if (!isKnown && changed.length === 0 && events.length === 0) return [];
    const news: BridgeEvent[] = [];
    if (!isKnown) news.push({ type: 'device_found', data: dataOf(device) });
    if (isKnown && changed.includes('name')) {
      news.push({ type: 'device_renamed', data: dataOf(device) });
    }
    const fault = keyFault(device.fault);
    if (fault !== undefined && fault !== before) {
      news.push({ type: 'key_needed', data: { ...dataOf(device), fault } });
    }
    if (device.fault === undefined && keyFault(before) !== undefined) {
      news.push({ type: 'key_accepted', data: dataOf(device) });
    }
    return news;
  }

  /** It is gone. */
  forget(device: Device): BridgeEvent {
    this.#known.delete(device.id);
    return { type: 'device_removed', data: dataOf(device) };
  }
}

function keyFault(fault: Device['fault']): Device['fault'] {
  return isKeyFault(fault) ? fault : undefined;
}

function dataOf({ id, address, name, product }: Device): object {
  return { id, address, name: name ?? null, model: product ?? null };
}

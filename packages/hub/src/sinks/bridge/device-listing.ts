// A device as `<base>/bridge/devices` lists it: what it is, what can be known of it, what was set.

import { BOOLEANS, NUMBERS, type Quantity, quantityOf, type SensorModel } from '@bluebell/sensors';
import { isoTime } from '../../iso-time.ts';
import type { Device } from '../../state/device.ts';
import { modelOf } from '../../state/model-of.ts';
import { mqttNameOf } from '../mqtt-names.ts';

/** More than any real device has. */
const MOST_ENTITIES = 128;

/** One line of the list. No key and no secret. */
export function deviceListing(device: Device) {
  const model = modelOf(device);
  const { settings, dialSum } = device;
  return {
    id: device.id,
    address: device.address,
    name: device.name ?? null,
    kind: device.kind,
    model: device.product ?? null,
    description: model?.title ?? null,
    vendor: model?.maker ?? null,
    decoder: device.family ?? null,
    exposes: [
      ...quantitiesOf(device, model).slice(0, MOST_ENTITIES).map(entityOf),
      ...(device.kind === 'phone' ? [{ name: 'home', type: 'binary' }] : []),
      ...(model?.events?.length ? [{ name: 'event', type: 'event', sources: model.events }] : []),
      ...(dialSum === undefined ? [] : [{ name: 'dial_sum', type: 'numeric', unit: '' }]),
    ],
    fault: device.fault ?? null,
    online: device.isOnline ?? null,
    last_seen: isoTime(device.lastSeenMs) ?? null,
    options: {
      area: settings.area ?? null,
      announce: settings.isAnnounced,
      offline_after_s: secondsOf(settings.offlineAfterMs),
      opens: settings.contactClass,
      motion_off_s: secondsOf(settings.motionOffMs),
    },
  };
}

/** One line of the list. */
export type DeviceListing = ReturnType<typeof deviceListing>;

/** What the product is known to report, and whatever else it has said. */
function quantitiesOf({ values }: Device, model: SensorModel | undefined): readonly string[] {
  return [...new Set([...(model?.exposes ?? []), ...Object.keys(values)])];
}

function entityOf(quantity: string) {
  const name = mqttNameOf(quantity);
  const kind = quantityOf(quantity);
  if (kind in BOOLEANS) return { name, type: 'binary' };
  if (kind in NUMBERS) return { name, type: 'numeric', unit: unitOf(kind) };
  return { name, type: 'text' };
}

/** The cast holds: the caller has seen that it is one of the numbers. */
function unitOf(kind: Quantity): string {
  return NUMBERS[kind as keyof typeof NUMBERS];
}

function secondsOf(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1_000;
}

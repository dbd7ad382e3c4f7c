// A device as the API shows it: camelCase, times in ISO 8601, and nothing secret.

import { isoTime } from '../iso-time.ts';
import type { Device } from '../state/device.ts';
import { modelOf } from '../state/model-of.ts';
import type { DeviceValue } from './shapes/index.ts';

const NOTHING: readonly string[] = [];

/** Ready for JSON. */
export function deviceItem(device: Device) {
  const { lastSeenMs, receivers, settings, intervalMs, ...rest } = device;
  const model = modelOf(device);
  return {
    ...rest,
    // The cast holds: what has no value is not among them.
    values: rest.values as Readonly<Record<string, DeviceValue>>,
    model: model?.title,
    vendor: model?.maker,
    exposes: model?.exposes ?? NOTHING,
    lastSeen: isoTime(lastSeenMs),
    intervalS: intervalMs === undefined ? undefined : intervalMs / 1_000,
    receivers: receivers.map(({ receiver, rssiDbm, lastSeenMs: heardMs }) => ({
      receiver,
      rssiDbm,
      lastSeen: isoTime(heardMs),
    })),
    settings: {
      area: settings.area,
      isAnnounced: settings.isAnnounced,
      offlineAfterS: secondsOf(settings.offlineAfterMs),
      contactClass: settings.contactClass,
      motionOffS: secondsOf(settings.motionOffMs),
    },
  };
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1_000;
}

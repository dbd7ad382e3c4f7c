// The YAML of ble_monitor, a custom integration of Home Assistant: `ble_monitor:` with `devices:`.

import { UsageError } from '@bluebell/ble/core';
import {
  type Foreign,
  type ForeignGroup,
  type ForeignText,
  foreignText,
  isForeignGroup,
  isForeignList,
} from './foreign-yaml.ts';
import type { Found } from './found.ts';
import { keyOf } from './key-of.ts';

/** Whether a value is such a configuration, or the list of devices of one. */
export function isBleMonitor(value: Foreign): boolean {
  if (isForeignGroup(value)) return value.has('ble_monitor') || devicesIn(value) !== undefined;
  return isForeignList(value) && value.some((item) => isForeignGroup(item) && item.has('mac'));
}

/** Reads its devices. @throws {UsageError} there are none. */
export function readBleMonitor(value: Foreign, file: string): readonly Found[] {
  const section = isForeignGroup(value) ? (value.get('ble_monitor') ?? value) : value;
  const devices = isForeignGroup(section) ? devicesIn(section) : section;
  if (!isForeignList(devices))
    throw new UsageError(`${file} has no ble_monitor with devices in it`);
  return devices.filter(isForeignGroup).map(readDevice);
}

function devicesIn(group: ForeignGroup): readonly Foreign[] | undefined {
  const devices = group.get('devices');
  const isTheirs =
    isForeignList(devices) &&
    devices.some((item) => isForeignGroup(item) && (item.has('mac') || item.has('uuid')));
  return isTheirs ? devices : undefined;
}

function readDevice(device: ForeignGroup): Found {
  const mac = foreignText(device.get('mac'));
  const uuid = foreignText(device.get('uuid'));
  const keyText = foreignText(device.get('encryption_key') ?? device.get('bindkey'));
  const tracked = foreignText(device.get('track_device'))?.text?.toLowerCase() ?? '';
  const isPhone = ['true', 'yes', 'on'].includes(tracked) && !keyText;
  const kind = isPhone ? 'phone' : 'sensor';
  return {
    kind,
    address: mac?.text,
    name: foreignText(device.get('name'))?.text,
    place: placeOf(mac ?? uuid ?? keyText),
    ...(!mac && uuid ? { trouble: 'it is told by a UUID, which bluebell does not do' } : {}),
    ...keyIn(keyText, kind),
  };
}

/** The key that a text holds, where the text is at hand. */
export function keyIn(
  given: ForeignText | undefined,
  kind: Found['kind'],
): Pick<Found, 'key' | 'keyText' | 'trouble'> {
  if (!given) return {};
  if (given.text !== undefined) return keyOf(given.text, kind);
  const trouble =
    given.tag === '!secret'
      ? `its key is the secret '${given.raw}', which is not in secrets.yaml beside the file`
      : `its key is ${given.tag ?? 'nothing'}, which cannot be read`;
  return { trouble };
}

/** `line 12`, for people who look there. */
export function placeOf(text: ForeignText | undefined): string {
  return text ? `line ${text.line}` : '';
}

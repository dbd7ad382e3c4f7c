// The entities of how a device is heard: for those who look after things.

import type { Fault } from '@bluebell/sensors';
import type { Device } from '../../state/device.ts';
import { type Component, HIDDEN_DIAGNOSTIC } from './component.ts';
import type { DeviceContext } from './device-components.ts';
import { memberOf } from './templates.ts';

/** What may be wrong with its adverts. A new fault does not compile until it is here. */
const FAULTS: Readonly<Record<Fault, true>> = {
  missing_key: true,
  auth_failed: true,
  bad_key_length: true,
  malformed: true,
  mesh: true,
  unsupported_version: true,
  unsupported_length: true,
};

const SIGNAL = {
  platform: 'sensor',
  ...HIDDEN_DIAGNOSTIC,
  device_class: 'signal_strength',
  state_class: 'measurement',
  unit_of_measurement: 'dBm',
  suggested_display_precision: 0,
} as const;

/** Signal, receivers, times, and whether its key fits. */
export function radioComponents(
  device: Device,
  { model, receivers, hadFault }: DeviceContext,
): readonly (readonly [string, Component])[] {
  const needsKey = model !== undefined && model.key !== 'none';
  const hasFault = device.kind === 'sensor' && (needsKey || hadFault);
  return [
    ['rssi', { ...SIGNAL, value_template: memberOf('rssi') }],
    ...[...receivers].map(
      ([key, receiver]) =>
        [
          key,
          { ...SIGNAL, name: `Signal strength at ${receiver}`, value_template: memberOf(key) },
        ] as const,
    ),
    [
      'receiver',
      {
        platform: 'sensor',
        name: 'Receiver',
        ...HIDDEN_DIAGNOSTIC,
        value_template: memberOf('receiver'),
      },
    ],
    [
      'last_seen',
      {
        platform: 'sensor',
        name: 'Last seen',
        ...HIDDEN_DIAGNOSTIC,
        device_class: 'timestamp',
        value_template: memberOf('last_seen'),
      },
    ],
    [
      'interval',
      {
        platform: 'sensor',
        name: 'Packet interval',
        ...HIDDEN_DIAGNOSTIC,
        device_class: 'duration',
        state_class: 'measurement',
        unit_of_measurement: 's',
        value_template: memberOf('interval'),
      },
    ],
    ...(hasFault ? [['fault', fault()] as const] : []),
  ];
}

/** Shown: nobody finds out otherwise why a sensor that is there says nothing. */
function fault(): Component {
  return {
    platform: 'sensor',
    name: 'Reception',
    entity_category: 'diagnostic',
    device_class: 'enum',
    options: ['ok', ...Object.keys(FAULTS)],
    value_template: memberOf('fault', 'ok'),
  };
}

// The entities of what users set of a device, and how what they set comes back. Their state stands beside
// the device's own, on `<device>/options`.

import type { Device } from '../../state/device.ts';
import type { ContactClass } from '../../state/device-settings.ts';
import type { Component } from './component.ts';
import type { DeviceContext } from './device-components.ts';
import { exposedBy } from './exposed.ts';
import { memberOf, setNumber, setText } from './templates.ts';

/** What stands for "as the hub learnt", since a number needs a value. */
export const AS_LEARNT = -1;

/** The longest that can be set, in seconds: a week of silence, a day of motion. */
export const LONGEST_S = { offline_after: 604_800, motion_off: 86_400 } as const;

/** A contact is one of these. A new one does not compile until it is here. */
export const CONTACT_CLASSES: Readonly<Record<ContactClass, true>> = {
  opening: true,
  door: true,
  window: true,
  garage_door: true,
};

const SECONDS = {
  platform: 'number',
  entity_category: 'config',
  unit_of_measurement: 's',
  min: AS_LEARNT,
  step: 1,
  mode: 'box',
} as const;

/** Those that make sense for it. */
export function settingComponents(
  { kind, values }: Device,
  { topic, commandTopic, model }: DeviceContext,
): readonly (readonly [string, Component])[] {
  // Phones are away, not offline; and after how long, the configuration says.
  if (kind === 'phone') return [];
  const exposed = exposedBy(model);
  const has = (quantity: 'opening' | 'motion') => quantity in values || exposed.includes(quantity);
  const shared = { state_topic: `${topic}/options`, command_topic: commandTopic };
  const rows: readonly (readonly [string, Component])[] = [
    [
      'offline_after',
      { ...SECONDS, name: 'Offline after', ...numberOf('offline_after'), ...shared },
    ],
    ...(has('motion')
      ? [
          [
            'motion_off',
            { ...SECONDS, name: 'Motion ends after', ...numberOf('motion_off'), ...shared },
          ] as const,
        ]
      : []),
    ...(has('opening') ? [['contact_class', { ...contact(), ...shared }] as const] : []),
  ];
  return rows;
}

function numberOf(member: keyof typeof LONGEST_S) {
  return {
    max: LONGEST_S[member],
    value_template: memberOf(member),
    command_template: setNumber(member),
  };
}

function contact(): Component {
  return {
    platform: 'select',
    name: 'Contact at',
    entity_category: 'config',
    options: Object.keys(CONTACT_CLASSES),
    value_template: memberOf('contact_class'),
    command_template: setText('contact_class'),
  };
}

/** What stands on `<device>/options`. */
export function renderOptions({ settings }: Pick<Device, 'settings'>): string {
  return JSON.stringify({
    offline_after: seconds(settings.offlineAfterMs),
    motion_off: seconds(settings.motionOffMs),
    contact_class: settings.contactClass,
    announce: settings.isAnnounced,
  });
}

function seconds(ms: number | undefined): number {
  return ms === undefined ? AS_LEARNT : Math.round(ms / 1_000);
}

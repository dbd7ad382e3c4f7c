// Door locks: who did what to the bolt, the door in its frame, the finger on the sensor.

import { bits, choice, optional, struct, u8, u32 } from '@bluebell/ble/codec';
import type { SensorEvent } from '../../../measurement.ts';
import type { Quantity, Values } from '../../../quantities.ts';
import { derived, happened, type MiBeaconObject } from '../object.ts';

/** What locks report that use the standard objects of this file, as nearly all do. */
export const LOCK_EXPOSES = [
  'locked',
  'childLock',
  'antiLock',
  'door',
  'doorLeftOpen',
  'armedRaw',
  'battery',
] as const satisfies readonly Quantity[];

/** The sources of their events. */
export const LOCK_EVENTS = ['lock', 'fingerprint', 'door'] as const;

/** What was done, by the low four bits, and what is so from then on. */
const ACTIONS: Readonly<Record<number, { readonly type: string; readonly state: Values }>> = {
  0: { type: 'unlock_outside', state: { locked: false } },
  1: { type: 'locked', state: { locked: true } },
  2: { type: 'anti_lock_on', state: { antiLock: true } },
  3: { type: 'anti_lock_off', state: { antiLock: false } },
  4: { type: 'unlock_inside', state: { locked: false } },
  5: { type: 'lock_inside', state: { locked: true } },
  6: { type: 'child_lock_on', state: { childLock: true } },
  7: { type: 'child_lock_off', state: { childLock: false } },
  8: { type: 'lock_outside', state: { locked: true } },
  15: { type: 'abnormal', state: {} },
};

/** By what means, by the high four bits. */
const METHODS: Readonly<Record<number, string>> = {
  0: 'bluetooth',
  1: 'password',
  2: 'biometrics',
  3: 'key',
  4: 'knob',
  5: 'nfc',
  6: 'one_time_password',
  7: 'two_step',
  8: 'duress',
  9: 'homekit',
  10: 'manual',
  11: 'automatic',
  15: 'abnormal',
};

/** States of the door that follow from what happened to it. A knock or a jam leaves it as it was. */
const DOOR_STATES: Readonly<Record<string, Values>> = {
  open: { door: true },
  closed: { door: false, doorLeftOpen: false },
  left_open: { door: true, doorLeftOpen: true },
};

/** One bit for each bolt that is out, and one for the child lock. */
export const lockAttributes = bits(u8, {
  squareBolt: 1,
  plainBolt: 1,
  slantedBolt: 1,
  childLock: 1,
  _: 4,
});

const operation = struct({ how: bits(u8, { action: 4, method: 4 }), keyId: u32, time: u32 });

const doorEvent = struct({
  type: choice(u8, { 0: 'open', 1: 'closed', 2: 'left_open', 3: 'knock', 4: 'pried', 5: 'stuck' }),
  time: optional(u32),
});

export const LOCK_OBJECTS: readonly MiBeaconObject[] = [
  happened(
    0x0006,
    'fingerprint',
    struct({
      // 0 is the administrator, 0xffffffff a finger that the lock does not know.
      keyId: u32,
      type: choice(u8, {
        0: 'match_successful',
        1: 'match_failed',
        2: 'timeout',
        3: 'low_quality',
        4: 'insufficient_area',
        5: 'skin_too_dry',
        6: 'skin_too_wet',
      }),
    }),
    ({ keyId, type }): SensorEvent => ({ source: 'fingerprint', type, keyId }),
  ),
  {
    id: 0x0007,
    name: 'door',
    value: doorEvent,
    means({ type, time }, into) {
      const state = DOOR_STATES[type];
      if (state) into.values(state);
      into.event({ source: 'door', type, ...(time !== undefined && { timestamp: time }) });
    },
  },
  // The bare byte: sources disagree on which of 0 and 1 is armed.
  derived(0x0008, 'armed', struct({ armedRaw: u8, time: optional(u32) }), ({ armedRaw }) => ({
    armedRaw,
  })),
  {
    id: 0x000b,
    name: 'lock',
    value: operation,
    means({ how, keyId, time }, into) {
      const action = ACTIONS[how.action];
      if (!action) return;
      const method = METHODS[how.method];
      into.values(action.state);
      into.event({
        source: 'lock',
        type: action.type,
        ...(method && { method }),
        keyId,
        timestamp: time,
      });
    },
  },
  derived(0x100e, 'lock attributes', lockAttributes, ({ childLock }) => ({ childLock })),
  derived(0x100f, 'door', choice(u8, { 0: 'open', 1: 'closed', 255: 'unknown' }), (state) =>
    state === 'unknown' ? {} : { door: state === 'open' },
  ),
];

// The device itself: battery, power, wear, and its wish to be paired.

import { choice, flag, optional, struct, u8, u16, u32 } from '@bluebell/ble/codec';
import { hex16 } from '@bluebell/ble/core';
import { derived, happened, type MiBeaconObject, measured } from '../object.ts';

const battery = struct({ battery: u8 });

/** The battery under an id that is no other product's battery. */
export function batteryAt(id: number): MiBeaconObject {
  return measured(id, 'battery', battery);
}

const batteryLow = struct({ batteryLow: flag });

export const DEVICE_OBJECTS: readonly MiBeaconObject[] = [
  // Some send two bytes; the first is the percentage.
  { ...batteryAt(0x100a), isOpenEnded: true },
  ...[0x4803, 0x4c03, 0x5003, 0x5403].map(batteryAt),
  ...[0x4a01, 0x4e01, 0x5601].map((id) => measured(id, 'battery low', batteryLow)),
  derived(
    0x5422,
    'charging',
    choice(u8, { 0: 'charging', 1: 'not_charging', 2: 'full' }),
    (chargingState) => ({ chargingState }),
  ),
  derived(
    0x1005,
    'kettle',
    struct({
      state: choice(u8, { 0: 'idle', 1: 'heating', 2: 'cooling', 3: 'keeping_warm' }),
      temperature: u8,
    }),
    ({ state, temperature }) => ({ powerOn: state !== 'idle', temperature }),
  ),
  measured(0x1012, 'switch', struct({ powerOn: flag })),
  // Two bytes were seen here too.
  { ...measured(0x1013, 'consumable left', struct({ consumable: u8 })), isOpenEnded: true },
  measured(0x20e1, 'pulses', struct({ count: u32 })),
  happened(0x0002, 'pairing request', u16, (id) => ({
    source: 'pairing',
    type: 'request',
    objectId: hex16(id),
  })),
  ...[0x4a1c, 0x4e1c].map((id) =>
    happened(id, 'reset', optional(u8), () => ({ source: 'device', type: 'reset' })),
  ),
];

// Something with a battery: the simplest service there is. Battery Service 1.1.

import { courseOf } from '../signals.ts';
import { deviceInformation } from './device-information.ts';
import type { Life, Peripheral } from './peripheral.ts';
import { keepTelling } from './telling.ts';

const BATTERY_SERVICE = '180f';
const BATTERY_LEVEL = '2a19';

const TELL_EVERY_MS = 60_000;

/** The Battery service as any peripheral may have it: a level in percent that falls slowly. */
export function batteryService({ clock, random }: Life) {
  const level = courseOf('battery', random.fork('battery'));
  const value = () => Uint8Array.of(Math.round(Number(level?.(clock.now()) ?? 100)));
  return {
    definition: {
      uuid: BATTERY_SERVICE,
      characteristics: [{ uuid: BATTERY_LEVEL, properties: ['read', 'notify'], onRead: value }],
    },
    telling: {
      service: BATTERY_SERVICE,
      characteristic: BATTERY_LEVEL,
      everyMs: TELL_EVERY_MS,
      value,
    },
  } as const;
}

export const battery: Peripheral = {
  product: 'battery service',
  remarks: 'Its level (`180f`, `2a19`) can be read, and is told once a minute.',
  appearance: 0,
  advertises: [BATTERY_SERVICE],
  maxConnections: 3,
  make(life) {
    const { definition, telling } = batteryService(life);
    return {
      services: [definition, deviceInformation('Battery')],
      live: (served) => keepTelling(served, life, telling),
    };
  },
};

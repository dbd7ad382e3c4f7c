// Xiaomi's thermo-hygrometer LYWSD03MMC, as those see it who connect.

import { encode, i16, scaled, struct, u8, u16 } from '@bluebell/ble/codec';
import { courseOf } from '../signals.ts';
import { batteryService } from './battery.ts';
import { deviceInformation } from './device-information.ts';
import type { Peripheral } from './peripheral.ts';
import { keepTelling } from './telling.ts';

const SERVICE = 'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6';
const CLIMATE = 'ebe0ccc1-7a0a-4b0c-8a1a-6ff2997da3a6';

/** Assigned Numbers, 2.6.3: a thermometer. */
const THERMOMETER = 0x0300;

const TELL_EVERY_MS = 6000;

const climate = struct({
  temperature: scaled(i16, 0.01),
  humidity: u8,
  voltage: scaled(u16, 0.001),
});

export const thermometer: Peripheral = {
  product: 'LYWSD03MMC',
  remarks:
    'Temperature, humidity and voltage as the maker’s service has them (`ebe0ccc1-…`), every six seconds.',
  appearance: THERMOMETER,
  // Its own UUID is too long to stand beside its name.
  advertises: [],
  maxConnections: 1,
  make(life) {
    const { clock, random } = life;
    const at = (quantity: string) => {
      const course = courseOf(quantity, random);
      return () => Number(course?.(clock.now()) ?? 0);
    };
    const [temperature, humidity, voltage] = [at('temperature'), at('humidity'), at('voltage')];
    const value = () =>
      encode(climate, {
        temperature: temperature(),
        humidity: Math.round(humidity()),
        voltage: voltage(),
      });
    const { definition, telling } = batteryService(life);
    return {
      services: [
        {
          uuid: SERVICE,
          characteristics: [{ uuid: CLIMATE, properties: ['read', 'notify'], onRead: value }],
        },
        definition,
        deviceInformation('LYWSD03MMC'),
      ],
      live(served) {
        const told = { service: SERVICE, characteristic: CLIMATE, everyMs: TELL_EVERY_MS, value };
        keepTelling(served, life, told);
        keepTelling(served, life, telling);
      },
    };
  },
};

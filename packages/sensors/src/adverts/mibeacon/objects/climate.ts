// Climate and plants: temperature, humidity, light level, air and soil. The ids from 0x4000 up are
// MIoT properties: the same reading under the numbers of several services.

import { f32, i16, rounded, scaled, struct, u8, u16, u24 } from '@bluebell/ble/codec';
import { type MiBeaconObject, measured } from '../object.ts';

const temperature = scaled(i16, 0.1);
const humidity = scaled(u16, 0.1);

const floatTemperature = struct({ temperature: rounded(f32, 2) });
const floatHumidity = struct({ humidity: rounded(f32, 2) });
const wholeHumidity = struct({ humidity: u8 });

export const CLIMATE_OBJECTS: readonly MiBeaconObject[] = [
  measured(0x1004, 'temperature', struct({ temperature })),
  measured(0x1006, 'humidity', struct({ humidity })),
  measured(0x100d, 'temperature and humidity', struct({ temperature, humidity })),
  measured(0x4801, 'temperature', floatTemperature),
  measured(0x4c01, 'temperature', floatTemperature),
  measured(0x605d, 'temperature', struct({ temperature: u8 })),
  measured(0x4802, 'humidity', wholeHumidity),
  measured(0x4c02, 'humidity', wholeHumidity),
  measured(0x6012, 'humidity', wholeHumidity),
  measured(0x4808, 'humidity', floatHumidity),
  measured(0x4c08, 'humidity', floatHumidity),
  measured(0x1007, 'illuminance', struct({ illuminance: u24 })),
  measured(0x4805, 'illuminance', struct({ illuminance: rounded(f32, 2) })),
  measured(0x1008, 'soil moisture', struct({ moisture: u8 })),
  measured(0x1009, 'conductivity', struct({ conductivity: u16 })),
  measured(0x1010, 'formaldehyde', struct({ formaldehyde: scaled(u16, 0.01) })),
];

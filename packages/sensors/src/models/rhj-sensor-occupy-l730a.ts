import { f32, rounded, struct, u8 } from '@bluebell/ble/codec';
import { measured } from '../adverts/mibeacon/object.ts';
import { EMPTY_THEN_OCCUPIED } from '../adverts/mibeacon/objects/occupancy.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'rhj.sensor_occupy.l730a',
  title: 'LeTianPai presence sensor POP',
  maker: 'LeTianPai',
  miBeacon: [0x4ed3],
  exposes: [
    'occupancy',
    'illuminance',
    'temperature',
    'humidity',
    'occupancyDurationMinutes',
    'vacancyDurationMinutes',
  ],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ...EMPTY_THEN_OCCUPIED,
    measured(0x5c01, 'temperature', struct({ temperature: rounded(f32, 2) })),
    measured(0x5c02, 'humidity', struct({ humidity: u8 })),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d34e 01 01d34e38c1a4 4e48 01 01 0548 04 0000c842' },
      gives: { occupancy: true, illuminance: 100 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d34e 02 01d34e38c1a4 015c 04 0000ac41 025c 01 2e' },
      gives: { temperature: 21.5, humidity: 46 },
    },
  ],
});

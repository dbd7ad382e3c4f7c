import { EMPTY_THEN_OCCUPIED } from '../adverts/mibeacon/objects/occupancy.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'IZQ-BLE',
  title: 'ZiQing presence sensor Loong',
  maker: 'ZiQing',
  miBeacon: [0x4964],
  exposes: [
    'occupancy',
    'illuminance',
    'occupancyDurationMinutes',
    'vacancyDurationMinutes',
    'battery',
  ],
  key: 16,
  isKeyUnproven: true,
  objects: EMPTY_THEN_OCCUPIED,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 6449 01 01644938c1a4 4e48 01 01 0548 04 0000c842' },
      gives: { occupancy: true, illuminance: 100 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 6449 02 01644938c1a4 4f48 01 0a 0350 01 5c' },
      gives: { vacancyDurationMinutes: 10, battery: 92 },
    },
  ],
});

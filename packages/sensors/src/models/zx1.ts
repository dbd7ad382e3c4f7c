import { unexplained } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ZX1',
  title: 'ZX1 sleep sensor',
  maker: 'unknown',
  miBeacon: [0x18e3],
  exposes: ['asleep', 'snoring'],
  key: 16,
  isKeyUnproven: true,
  objects: [unexplained(0x4e16, 'sleep state')],
  remarks: 'Known from ble_monitor alone; what it tells of the phases of sleep is not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e318 01 01e31838c1a4 1048 01 01 1148 01 01' },
      gives: { asleep: true, snoring: true },
    },
  ],
});

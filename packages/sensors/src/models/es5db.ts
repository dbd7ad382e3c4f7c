import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ES5DB',
  title: 'Linptech presence sensor ES5 for ceilings',
  maker: 'Linptech',
  miBeacon: [0x6ed9],
  exposes: ['occupancy', 'illuminance', 'occupancyDurationMinutes', 'vacancyDurationMinutes'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d96e 01 01d96e38c1a4 4e48 01 01 0548 04 0000c842' },
      gives: { occupancy: true, illuminance: 100 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d96e 02 01d96e38c1a4 5148 01 0a 5248 01 05' },
      gives: { occupancyDurationMinutes: 10, vacancyDurationMinutes: 5 },
    },
  ],
});

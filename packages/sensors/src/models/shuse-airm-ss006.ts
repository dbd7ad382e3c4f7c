import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'shuse.airm.ss006',
  title: 'Shuse air monitor',
  maker: 'Shuse',
  miBeacon: [0x6651],
  exposes: ['temperature', 'humidity'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; what it tells of the air beyond temperature and humidity is not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 5166 01 01516638c1a4 014c 04 0000ac41' },
      gives: { temperature: 21.5 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 5166 02 01516638c1a4 084c 04 00003842' },
      gives: { humidity: 46 },
    },
  ],
});

import { unexplained } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJTZC04YM',
  title: 'Xiaomi body composition scale S800',
  maker: 'Xiaomi',
  miBeacon: [0x51e2],
  exposes: [],
  key: 16,
  isKeyUnproven: true,
  objects: [unexplained(0x4e16, 'measurement')],
  remarks:
    'Known by product id only, from XiaomiGateway3; its measurement has a layout of its own, which is not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, without objects',
      serviceData: { fe95: '3050 e251 01 01e25138c1a4 08' },
      gives: {},
    },
  ],
});

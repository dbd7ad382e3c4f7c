import { unexplained } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'bwj.diffuser.s5',
  title: 'SO aroma diffuser S5',
  maker: 'SO',
  miBeacon: [0x6655],
  exposes: [],
  key: 16,
  isKeyUnproven: true,
  objects: [unexplained(0x4804, 'state of the diffuser')],
  remarks:
    'Known by product id only, from XiaomiGateway3; the one object it is known to send is no opening, and is not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, without objects',
      serviceData: { fe95: '3050 5566 01 01556638c1a4 08' },
      gives: {},
    },
  ],
});

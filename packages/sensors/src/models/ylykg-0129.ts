import { keysUpTo, numberedKeys, SERVICE_5 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLYKG-0129',
  title: 'Yeelight wall switch K, 4 keys',
  maker: 'Yeelight',
  miBeacon: [0x52e6],
  exposes: ['battery'],
  events: ['button_1', 'button_2', 'button_3', 'button_4'],
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_5, keysUpTo(4))],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e652 01 01e65238c1a4 0c56 01 04 0350 01 5c' },
      gives: { battery: 92, events: [{ source: 'button_4', type: 'press' }] },
    },
  ],
});

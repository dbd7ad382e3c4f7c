import { keysUpTo, numberedKeys, SERVICE_2 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'giot.remote.v56kwm',
  title: 'GranwinIoT wireless switch V5, 6 keys',
  maker: 'GranwinIoT',
  miBeacon: [0x3f38],
  exposes: [],
  events: ['button_1', 'button_2', 'button_3', 'button_4', 'button_5', 'button_6'],
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_2, keysUpTo(6))],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 383f 01 01383f38c1a4 0c4a 01 06' },
      gives: { events: [{ source: 'button_6', type: 'press' }] },
    },
  ],
});

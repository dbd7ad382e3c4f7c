import { keysUpTo, numberedKeys, SERVICE_2 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'giot.remote.v53kwm',
  title: 'GranwinIoT wireless switch V5, 3 keys',
  maker: 'GranwinIoT',
  miBeacon: [0x3f35],
  exposes: [],
  events: ['button_1', 'button_2', 'button_3'],
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_2, keysUpTo(3))],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 353f 01 01353f38c1a4 0c4a 01 03' },
      gives: { events: [{ source: 'button_3', type: 'press' }] },
    },
  ],
});

import {
  buttonsUpTo,
  keysUpTo,
  numberedKeys,
  SERVICE_2,
} from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'giot.remote.v58kwm',
  title: 'GranwinIoT wireless switch V5, 8 keys',
  maker: 'GranwinIoT',
  miBeacon: [0x3f3a],
  exposes: [],
  events: buttonsUpTo(8),
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_2, keysUpTo(8))],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3a3f 01 013a3f38c1a4 0c4a 01 08' },
      gives: { events: [{ source: 'button_8', type: 'press' }] },
    },
  ],
});

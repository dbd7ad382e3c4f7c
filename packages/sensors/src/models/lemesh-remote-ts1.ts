import {
  buttonsUpTo,
  keysUpTo,
  numberedKeys,
  SERVICE_2,
} from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'lemesh.remote.ts1',
  title: 'LeMesh wireless button',
  maker: 'LeMesh',
  miBeacon: [0x1a56],
  exposes: [],
  events: buttonsUpTo(8),
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_2, keysUpTo(8))],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 561a 01 01561a38c1a4 0c4a 01 02' },
      gives: { events: [{ source: 'button_2', type: 'press' }] },
    },
  ],
});

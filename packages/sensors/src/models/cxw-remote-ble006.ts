import {
  buttonsUpTo,
  keysUpTo,
  numberedKeys,
  SERVICE_5,
} from '../adverts/mibeacon/objects/buttons.ts';
import { batteryAt } from '../adverts/mibeacon/objects/device.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'cxw.remote.ble006',
  title: 'Eight scene knob switch',
  maker: 'CXW',
  miBeacon: [0x45a1],
  exposes: ['battery'],
  events: buttonsUpTo(8),
  key: 16,
  isKeyUnproven: true,
  objects: [...numberedKeys(SERVICE_5, keysUpTo(8)), batteryAt(0x5c03)],
  remarks:
    'Known by product id only, from XiaomiGateway3; its keys are numbered, and turns of the knob are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 a145 01 01a14538c1a4 0c56 01 05 035c 01 5c' },
      gives: { battery: 92, events: [{ source: 'button_5', type: 'press' }] },
    },
  ],
});

import { buttonsUpTo, keysUpTo, numberedKeys } from '../adverts/mibeacon/objects/buttons.ts';
import { batteryAt } from '../adverts/mibeacon/objects/device.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'huca.remote.wx8',
  title: 'H+ wireless button, 8 keys',
  maker: 'H+',
  miBeacon: [0x305e],
  exposes: ['battery'],
  events: buttonsUpTo(8),
  key: 16,
  isKeyUnproven: true,
  objects: [
    ...numberedKeys({ press: 0x720c, double_press: 0x720d }, keysUpTo(8)),
    batteryAt(0x7403),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3; its keys are numbered.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 5e30 01 015e3038c1a4 0c72 01 03 0374 01 5c' },
      gives: { battery: 92, events: [{ source: 'button_3', type: 'press' }] },
    },
  ],
});

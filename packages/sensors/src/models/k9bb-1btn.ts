import { choice, u8 } from '@bluebell/ble/codec';
import { happened } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'K9BB-1BTN',
  title: 'Linptech wireless button, 1 key, 2nd edition',
  maker: 'Linptech',
  miBeacon: [0x1c10],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  objects: [
    happened(
      0x4e0c,
      'button',
      choice(u8, { 1: 'press', 8: 'long_press', 15: 'double_press' }),
      (type) => ({ source: 'button', type }),
    ),
  ],
  remarks: 'Tells all kinds of presses in one object.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 101c 01 01101c38c1a4 0c4e 01 0f 0348 01 5c' },
      gives: { battery: 92, events: [{ source: 'button', type: 'double_press' }] },
    },
  ],
});

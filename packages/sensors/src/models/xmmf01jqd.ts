import { choice, struct, u8 } from '@bluebell/ble/codec';
import { happened } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMMF01JQD',
  title: 'Mijia magic cube',
  maker: 'Xiaomi',
  miBeacon: [0x04e1],
  exposes: [],
  events: ['cube'],
  key: 'none',
  objects: [
    happened(
      0x1001,
      'turn',
      struct({ type: choice(u8, { 0: 'rotate_right', 1: 'rotate_left' }), value: u8, press: u8 }),
      ({ type }) => ({ source: 'cube', type }),
    ),
  ],
  remarks: 'Tells only which way a face was turned.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '5030 e104 8e 54d3e63053e2 0110 03 010000' },
      gives: { events: [{ source: 'cube', type: 'rotate_left' }] },
    },
  ],
});

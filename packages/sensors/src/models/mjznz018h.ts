import { choice, u8 } from '@bluebell/ble/codec';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJZNZ018H',
  title: 'Mijia smart pillow',
  maker: 'Xiaomi',
  miBeacon: [0x20db],
  exposes: ['asleep', 'snoring', 'battery'],
  events: ['button'],
  key: 16,
  objects: [
    {
      id: 0x5010,
      name: 'sleep, or its button',
      value: choice(u8, { 0: 'awake', 1: 'asleep', 2: 'double_press' }),
      means(state, into) {
        if (state === 'double_press') into.event({ source: 'button', type: state });
        else into.values({ asleep: state === 'asleep' });
      },
    },
  ],
  remarks: 'Who lies on it is told in an object that is not read.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '13f072b8c8469f54ac2c333ee746d771',
      serviceData: { fe95: '5859 db20 0a 7b37d6d1b5cc e79fcf95 020000 a0e4f773' },
      gives: { battery: 76 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 db20 01 01db2038c1a4 1050 01 01 1150 01 01' },
      gives: { asleep: true, snoring: true },
    },
  ],
});

import { K9B_PRESSES, keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'K9B-2BTN',
  title: 'Linptech wireless button, 2 keys',
  maker: 'Linptech',
  miBeacon: [0x1569],
  exposes: ['battery'],
  events: ['button_left', 'button_right'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    keyedButton(
      { 0: 'button_left', 1: 'button_right', 2: 'button_left+button_right' },
      K9B_PRESSES,
    ),
  ],
  remarks: 'Keys pressed together are told as one event each.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 6915 01 01691538c1a4 0110 03 020000' },
      gives: {
        events: [
          { source: 'button_left', type: 'press' },
          { source: 'button_right', type: 'press' },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 6915 01 01691538c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

import { K9B_PRESSES, keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'K9B-3BTN',
  title: 'Linptech wireless button, 3 keys',
  maker: 'Linptech',
  miBeacon: [0x0dfd],
  exposes: ['battery'],
  events: ['button_left', 'button_middle', 'button_right'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    keyedButton(
      {
        0: 'button_left',
        1: 'button_middle',
        2: 'button_right',
        3: 'button_left+button_middle',
        4: 'button_middle+button_right',
        5: 'button_left+button_right',
        6: 'button_left+button_middle+button_right',
      },
      K9B_PRESSES,
    ),
  ],
  remarks: 'Keys pressed together are told as one event each.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fd0d 01 01fd0d38c1a4 0110 03 030000 0348 01 5c' },
      gives: {
        battery: 92,
        events: [
          { source: 'button_left', type: 'press' },
          { source: 'button_middle', type: 'press' },
        ],
      },
    },
  ],
});

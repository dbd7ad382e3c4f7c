import { numberedKeys } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

/** 1 is the knob itself. */
const KEYS = { 1: 'button', 2: 'button_1', 3: 'button_2', 4: 'button_3', 5: 'button_4' };

const TURNS = {
  6: 'dimmer rotate_right',
  7: 'dimmer rotate_left',
  8: 'dimmer rotate_right_pressed',
  9: 'dimmer rotate_left_pressed',
};

export default defineSensor({
  id: 'lemesh.remote.ts4',
  title: 'LeMesh wireless knob switch K4',
  maker: 'LeMesh',
  miBeacon: [0x3878],
  exposes: ['battery'],
  events: ['button', 'button_1', 'button_2', 'button_3', 'button_4', 'dimmer'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ...numberedKeys({ press: 0x560c }, { ...KEYS, ...TURNS }),
    ...numberedKeys({ double_press: 0x560d, long_press: 0x560e }, KEYS),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3; knob and keys share three objects.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 7838 01 01783838c1a4 0c56 01 06 0c56 01 02' },
      gives: {
        events: [
          { source: 'dimmer', type: 'rotate_right' },
          { source: 'button_1', type: 'press' },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 7838 02 01783838c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

import { keysUpTo, numberedKeys } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ailol.remote.ts4',
  title: 'ZXFANS smart knob remote control F2',
  maker: 'ZXFANS',
  miBeacon: [0x474a],
  exposes: ['battery'],
  events: ['button_1', 'button_2', 'button_3', 'button_4', 'dimmer'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ...numberedKeys(
      { press: 0x560c },
      { ...keysUpTo(4), 5: 'dimmer rotate_right', 6: 'dimmer rotate_left' },
    ),
    ...numberedKeys({ double_press: 0x560d, long_press: 0x560e }, keysUpTo(4)),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3; knob and keys share three objects.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 4a47 01 014a4738c1a4 0c56 01 05 0c56 01 02' },
      gives: {
        events: [
          { source: 'dimmer', type: 'rotate_right' },
          { source: 'button_2', type: 'press' },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 4a47 02 014a4738c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

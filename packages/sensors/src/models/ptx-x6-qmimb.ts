import { ownEvent } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX-X6-QMIMB',
  title: 'PTX wireless knob switch',
  maker: 'PTX',
  miBeacon: [0x2c09],
  exposes: [],
  events: ['button_1', 'button_2', 'button_3', 'button_4', 'button', 'dimmer'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ownEvent(0x4a0c, 'button_1', 'press'),
    ownEvent(0x4a0d, 'button_2', 'press'),
    ownEvent(0x4a0e, 'button_3', 'press'),
    ownEvent(0x4a1c, 'button_4', 'press'),
    ownEvent(0x4e0c, 'dimmer', 'rotate_right'),
    ownEvent(0x4e0d, 'dimmer', 'rotate_left'),
    ownEvent(0x4e0e, 'button', 'press'),
  ],
  remarks:
    'Known by product id only, from XiaomiGateway3; each key and each turn has an object of its own.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 092c 01 01092c38c1a4 0c4a 00 0c4e 00' },
      gives: {
        events: [
          { source: 'button_1', type: 'press' },
          { source: 'dimmer', type: 'rotate_right' },
        ],
      },
    },
  ],
});

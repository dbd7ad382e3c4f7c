import { ownEvent } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX-AK2-QMIMB',
  title: 'PTX mesh wireless switch, 2 keys',
  maker: 'PTX',
  miBeacon: [0x3911],
  exposes: ['batteryLow'],
  events: ['button_1', 'button_2'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ownEvent(0x4a0c, 'button_1', 'press'),
    ownEvent(0x4a0e, 'button_1', 'long_press'),
    ownEvent(0x520c, 'button_2', 'press'),
    ownEvent(0x520e, 'button_2', 'long_press'),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3; each key has objects of its own.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1139 01 01113938c1a4 0c4a 00 0e52 00' },
      gives: {
        events: [
          { source: 'button_1', type: 'press' },
          { source: 'button_2', type: 'long_press' },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1139 02 01113938c1a4 014e 01 01' },
      gives: { batteryLow: true },
    },
  ],
});

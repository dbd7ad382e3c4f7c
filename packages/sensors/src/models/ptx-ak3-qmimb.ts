import { ownEvent } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX-AK3-QMIMB',
  title: 'PTX mesh wireless switch, 3 keys',
  maker: 'PTX',
  miBeacon: [0x3912],
  exposes: ['batteryLow'],
  events: ['button_1', 'button_2', 'button_3'],
  key: 16,
  isKeyUnproven: true,
  objects: [
    ownEvent(0x4a0c, 'button_1', 'press'),
    ownEvent(0x4a0e, 'button_1', 'long_press'),
    ownEvent(0x520c, 'button_2', 'press'),
    ownEvent(0x520e, 'button_2', 'long_press'),
    ownEvent(0x560c, 'button_3', 'press'),
    ownEvent(0x560e, 'button_3', 'long_press'),
  ],
  remarks: 'Known by product id only, from XiaomiGateway3; each key has objects of its own.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1239 01 01123938c1a4 0c4a 00 0e56 00' },
      gives: {
        events: [
          { source: 'button_1', type: 'press' },
          { source: 'button_3', type: 'long_press' },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1239 02 01123938c1a4 014e 01 01' },
      gives: { batteryLow: true },
    },
  ],
});

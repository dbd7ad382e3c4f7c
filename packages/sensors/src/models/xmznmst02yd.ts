import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMZNMST02YD',
  title: 'Xiaomi door lock',
  maker: 'Xiaomi',
  miBeacon: [0x098c],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by the objects that it shares with other locks.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8c09 01 018c0938c1a4 0b00 09 200100018000f15365' },
      gives: {
        locked: false,
        events: [
          {
            source: 'lock',
            type: 'unlock_outside',
            method: 'biometrics',
            keyId: 2147549185,
            timestamp: 1700000000,
          },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8c09 02 018c0938c1a4 0700 05 0000f15365 0a10 01 5c' },
      gives: {
        door: true,
        battery: 92,
        events: [{ source: 'door', type: 'open', timestamp: 1700000000 }],
      },
    },
  ],
});

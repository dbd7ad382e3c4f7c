import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ZNMS17LM',
  title: 'Aqara door lock N200',
  maker: 'Aqara',
  miBeacon: [0x069f],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by the objects that it shares with other locks.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 9f06 01 019f0638c1a4 0b00 09 200100018000f15365' },
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
      serviceData: { fe95: '5050 9f06 02 019f0638c1a4 0700 05 0000f15365 0a10 01 5c' },
      gives: {
        door: true,
        battery: 92,
        events: [{ source: 'door', type: 'open', timestamp: 1700000000 }],
      },
    },
  ],
});

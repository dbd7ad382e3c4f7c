import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ZNMS16LM',
  title: 'Aqara door lock N100',
  maker: 'Aqara',
  miBeacon: [0x069e],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 'none',
  remarks: 'Was heard sending plain.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '5044 9e06 43 918aeb441fd7 0b00 09 20020001807c442f61' },
      gives: {
        locked: false,
        events: [
          {
            source: 'lock',
            type: 'unlock_outside',
            method: 'biometrics',
            keyId: 2147549186,
            timestamp: 1630487676,
          },
        ],
      },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '5044 9e06 42 918aeb441fd7 0600 05 ffffffff00' },
      gives: { events: [{ source: 'fingerprint', type: 'match_successful', keyId: 4294967295 }] },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 9e06 01 019e0638c1a4 0700 05 0000f15365 0a10 01 5c' },
      gives: {
        door: true,
        battery: 92,
        events: [{ source: 'door', type: 'open', timestamp: 1700000000 }],
      },
    },
  ],
});

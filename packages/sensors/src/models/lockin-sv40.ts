import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'Lockin-SV40',
  title: 'Lockin door lock SV40',
  maker: 'Lockin',
  miBeacon: [0x11c2],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 16,
  remarks: 'Leaves out its address in the adverts of what was done to the lock.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: '98:0C:33:A3:04:3D',
      key: '54d84797cb77f9538b224b305c877d1e',
      serviceData: { fe95: '4855 c211 16 5068b6fe3c878095c8a5834f 000000 463221c6' },
      gives: {
        locked: false,
        events: [
          {
            source: 'lock',
            type: 'unlock_inside',
            method: 'automatic',
            keyId: 0,
            timestamp: 1702653175,
          },
        ],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c211 01 01c21138c1a4 0700 05 0000f15365 0a10 01 5c' },
      gives: {
        door: true,
        battery: 92,
        events: [{ source: 'door', type: 'open', timestamp: 1700000000 }],
      },
    },
  ],
});

import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMZNMS08LM',
  title: 'Xiaomi door lock 1S',
  maker: 'Xiaomi',
  miBeacon: [0x0e39],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 16,
  remarks: 'Leaves out its address in the adverts of what was done to the lock.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: 'EE:89:73:44:BE:98',
      key: '2c3795afa33019a8afdc17ba99e6f217',
      serviceData: { fe95: '4855 390e 2f df9d3fdd9a6637131529f87b 530000 bcc34021' },
      gives: {
        locked: false,
        events: [
          {
            source: 'lock',
            type: 'unlock_inside',
            method: 'manual',
            keyId: 0,
            timestamp: 1662795489,
          },
        ],
      },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'EE:89:73:44:BE:98',
      key: '2c3795afa33019a8afdc17ba99e6f217',
      serviceData: { fe95: '4855 390e 33 9c71c0241fffee80 530000 02b4c539' },
      gives: {
        door: false,
        doorLeftOpen: false,
        events: [{ source: 'door', type: 'closed', timestamp: 1662795495 }],
      },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 390e 01 01390e38c1a4 0a10 01 5c 0600 05 0100018000' },
      gives: {
        battery: 92,
        events: [{ source: 'fingerprint', type: 'match_successful', keyId: 2147549185 }],
      },
    },
  ],
});

import { LOCK_EVENTS, LOCK_EXPOSES } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'dsm.lock.q3',
  title: 'Dessmann door lock Q3',
  maker: 'Dessmann',
  miBeacon: [0x04b3],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3; taken to send what most locks do.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 b304 01 01b30438c1a4 0b00 09 200100018000f15365' },
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
      serviceData: { fe95: '5050 b304 02 01b30438c1a4 0700 05 0000f15365 0a10 01 5c' },
      gives: {
        door: true,
        battery: 92,
        events: [{ source: 'door', type: 'open', timestamp: 1700000000 }],
      },
    },
  ],
});

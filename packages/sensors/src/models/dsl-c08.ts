import { derived } from '../adverts/mibeacon/object.ts';
import { LOCK_EVENTS, LOCK_EXPOSES, lockAttributes } from '../adverts/mibeacon/objects/locks.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'DSL-C08',
  title: 'Dessmann door lock',
  maker: 'Dessmann',
  miBeacon: [0x0380],
  exposes: LOCK_EXPOSES,
  events: LOCK_EVENTS,
  key: 'none',
  objects: [
    derived(0x100e, 'lock attributes', lockAttributes, ({ squareBolt, childLock }) => ({
      locked: squareBolt,
      childLock,
    })),
  ],
  remarks: 'Lifting the handle from outside shows as `armedRaw`.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 8003 01 80030a38c1a4 0800 01 00' },
      gives: { armedRaw: 0 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 8003 01 01800338c1a4 0b00 09 200100018000f15365' },
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
  ],
});

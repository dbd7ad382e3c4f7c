import { numberedKeys, SERVICE_3 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMWXKG01YL',
  title: 'Xiaomi wireless switch, 2 keys',
  maker: 'Xiaomi',
  miBeacon: [0x1949],
  exposes: ['battery'],
  events: ['button_left', 'button_right'],
  key: 16,
  objects: [
    ...numberedKeys(SERVICE_3, {
      1: 'button_left',
      2: 'button_right',
      3: 'button_left+button_right',
    }),
  ],
  remarks: 'Keys pressed together are told as one event each.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 4919 01 01491938c1a4 0c4e 01 03 0348 01 5c' },
      gives: {
        battery: 92,
        events: [
          { source: 'button_left', type: 'press' },
          { source: 'button_right', type: 'press' },
        ],
      },
    },
  ],
});

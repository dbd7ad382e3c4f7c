import { numberedKeys, SERVICE_5 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'KS1',
  title: 'Linptech wireless button, 4 keys',
  maker: 'Linptech',
  miBeacon: [0x3a61],
  exposes: ['battery'],
  events: ['button_left', 'button_mid_left', 'button_mid_right', 'button_right'],
  key: 16,
  objects: [
    ...numberedKeys(SERVICE_5, {
      1: 'button_left',
      2: 'button_mid_left',
      3: 'button_mid_right',
      4: 'button_right',
    }),
  ],
  remarks: 'Tells press, double press and long press of each key.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8bdff7d0f70fa7f5c68f42157b5fd65b',
      serviceData: { fe95: '5859 613a b4 e6fea138c1a4 5905b5b9 090000 6b8211cd' },
      gives: { events: [{ source: 'button_left', type: 'double_press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 613a 01 01613a38c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

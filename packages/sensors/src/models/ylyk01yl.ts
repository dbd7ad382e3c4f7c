import { keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLYK01YL',
  title: 'Yeelight remote control, 6 keys',
  maker: 'Yeelight',
  miBeacon: [0x0153],
  tasmota: { name: 'YLYK01', pid: 0x0153, feat: 1024 },
  exposes: [],
  events: [
    'button_on',
    'button_off',
    'button_brightness',
    'button_plus',
    'button_M',
    'button_min',
    'pairing',
  ],
  key: 'none',
  objects: [
    keyedButton({
      0: 'button_on',
      1: 'button_off',
      2: 'button_brightness',
      3: 'button_plus',
      4: 'button_M',
      5: 'button_min',
    }),
  ],
  remarks: 'Sends plain; some bound ones encrypt with a beacon key of 12 bytes.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '5030 5301 3e 7450e94124f8 0110 03 000000' },
      gives: { events: [{ source: 'button_on', type: 'press' }] },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '5132 5301 01 7450e94124f8 0200 02 0110' },
      gives: { events: [{ source: 'pairing', type: 'request', objectId: '0x1001' }] },
    },
    {
      source: 'written from the MiBeacon format, version 3, not encrypted',
      serviceData: { fe95: '5030 5301 1f 5e1b6e4124f8 0110 03 050002' },
      gives: { events: [{ source: 'button_min', type: 'long_press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 3, not encrypted',
      serviceData: { fe95: '5030 5301 17 5e1b6e4124f8 0110 03 030000' },
      gives: { events: [{ source: 'button_plus', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 3, not encrypted',
      serviceData: { fe95: '5030 5301 1b 5e1b6e4124f8 0110 03 010002' },
      gives: { events: [{ source: 'button_off', type: 'long_press' }] },
    },
  ],
});

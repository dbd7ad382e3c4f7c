import { keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLYK01YL-VENFAN',
  title: 'Yeelight remote control of a ventilator',
  maker: 'Yeelight',
  miBeacon: [0x04e6],
  exposes: [],
  events: [
    'button_swing',
    'button_power',
    'button_timer_60_min',
    'button_faster',
    'button_timer_30_min',
    'button_slower',
  ],
  key: 'none',
  objects: [
    keyedButton({
      0: 'button_swing',
      1: 'button_power',
      2: 'button_timer_60_min',
      3: 'button_faster',
      4: 'button_timer_30_min',
      5: 'button_slower',
    }),
  ],
  remarks: 'Sends plain; some bound ones encrypt with a beacon key of 12 bytes.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 e604 01 01e60438c1a4 0110 03 030000' },
      gives: { events: [{ source: 'button_faster', type: 'press' }] },
    },
  ],
});

import { keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLYK01YL-FANCL',
  title: 'Yeelight remote control of a fan lamp',
  maker: 'Yeelight',
  miBeacon: [0x068e],
  exposes: [],
  events: [
    'button_fan',
    'button_light',
    'button_wind_speed',
    'button_colour_temperature',
    'button_wind_mode',
    'button_brightness',
  ],
  key: 'none',
  objects: [
    keyedButton({
      0: 'button_fan',
      1: 'button_light',
      2: 'button_wind_speed',
      3: 'button_colour_temperature',
      4: 'button_wind_mode',
      5: 'button_brightness',
    }),
  ],
  remarks: 'Sends plain; some bound ones encrypt with a beacon key of 12 bytes.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 8e06 01 018e0638c1a4 0110 03 020000' },
      gives: { events: [{ source: 'button_wind_speed', type: 'press' }] },
    },
  ],
});

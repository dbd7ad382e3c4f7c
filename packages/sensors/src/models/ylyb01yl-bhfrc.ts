import { keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLYB01YL-BHFRC',
  title: 'Yeelight remote control of a bath heater',
  maker: 'Yeelight',
  miBeacon: [0x03bf],
  exposes: [],
  events: [
    'button_stop',
    'button_air_exchange',
    'button_fan',
    'button_faster',
    'button_slower',
    'button_dry',
    'button_light',
    'button_swing',
    'button_heat',
  ],
  key: 'none',
  objects: [
    keyedButton({
      0: 'button_stop',
      1: 'button_air_exchange',
      2: 'button_fan',
      3: 'button_faster',
      4: 'button_slower',
      5: 'button_dry',
      6: 'button_light',
      7: 'button_swing',
      8: 'button_heat',
    }),
  ],
  remarks: 'Sends plain; some bound ones encrypt with a beacon key of 12 bytes.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 bf03 01 01bf0338c1a4 0110 03 080000' },
      gives: { events: [{ source: 'button_heat', type: 'press' }] },
    },
  ],
});

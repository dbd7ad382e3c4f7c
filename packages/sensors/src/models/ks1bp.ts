import { numberedKeys, SERVICE_5 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'KS1BP',
  title: 'Linptech wireless button, 4 keys, with thermo-hygrometer',
  maker: 'Linptech',
  miBeacon: [0x3e17],
  exposes: ['temperature', 'humidity', 'battery'],
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
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 173e 01 01173e38c1a4 0c56 01 02 0148 04 0000ac41' },
      gives: { temperature: 21.5, events: [{ source: 'button_mid_left', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 173e 02 01173e38c1a4 0848 04 00003842 0350 01 5c' },
      gives: { humidity: 46, battery: 92 },
    },
  ],
});

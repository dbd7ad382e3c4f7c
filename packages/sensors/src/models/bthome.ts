import { BTHOME_QUANTITIES } from '../adverts/bthome/objects.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'BTHome',
  title: 'Anything that speaks BTHome',
  maker: 'BTHome',
  families: ['bthome-v1', 'bthome-v2'],
  tasmota: { name: 'BTHOME', pid: 0xb770, feat: 0 },
  exposes: BTHOME_QUANTITIES,
  events: ['button', 'dimmer'],
  key: 16,
  isKeyOptional: true,
  remarks: 'An open format, of Shelly BLU and many others. Encryption is up to the device.',
  examples: [
    {
      source:
        'recorded, its address replaced, published by Theengs decoder: Shelly BLU H&T, version 2',
      recorded: true,
      address: 'AA:BB:CC:DD:EE:FF',
      serviceData: { fcd2: '44 004e 0164 2e3f 3a01 45df00' },
      gives: {
        battery: 100,
        humidity: 63,
        temperature: 22.3,
        events: [{ source: 'button', type: 'press' }],
      },
    },
    {
      source: 'recorded, published by bthome-ble: Shelly BLU Button1, version 2, encrypted',
      recorded: true,
      address: 'B4:35:22:F5:3D:A4',
      key: '90bffd73cb6b26ef58a7a8eba9232036',
      serviceData: { fcd2: '45 0aeb84467f85 ba010000 3188788c' },
      gives: { battery: 100, events: [{ source: 'button', type: 'press' }] },
    },
    {
      source:
        'recorded, its address replaced, published by Theengs decoder: Shelly BLU Motion, version 2',
      recorded: true,
      address: '60:EF:AB:AA:BB:CC',
      serviceData: { fcd2: '44 0002 0164 05903300 2101' },
      gives: { battery: 100, illuminance: 132, motion: true },
    },
    {
      source: 'published in the tests of bthome-ble, made there: version 1',
      address: 'A4:C1:38:8D:18:B2',
      serviceData: { '181c': '23025d09 0303b718 02015d' },
      gives: { temperature: 23.97, humidity: 63.27, battery: 93 },
    },
    {
      source: 'published in the tests of bthome-ble, made there: version 1, encrypted',
      address: '54:48:E6:8F:80:A5',
      key: '231d39c1d7cc1ab1aee224cd096db932',
      serviceData: { '181e': 'fba435e4d3c312fb 00112233 57d90a99' },
      gives: { temperature: 25.06, humidity: 50.55 },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'JQJCY01YM',
  title: 'Honeywell formaldehyde monitor',
  maker: 'Honeywell',
  miBeacon: [0x02df],
  exposes: ['temperature', 'humidity', 'formaldehyde', 'battery'],
  key: 'none',
  remarks: 'One value a frame.',
  examples: [
    {
      source: 'recorded, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '5020 df02 38 3a5c01435748 0a10 01 5e' },
      gives: { battery: 94 },
    },
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '5120 df02 3e ffeeddccbbaa 0410 02 c400' },
      gives: { temperature: 19.6 },
    },
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 df02 01 df02008d7cc4 1010 02 7d00' },
      gives: { formaldehyde: 1.25 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 df02 01 01df0238c1a4 0610 02 cf01' },
      gives: { humidity: 46.3 },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'LYWSD02',
  title: 'Mijia thermo-hygrometer and clock, e-ink',
  maker: 'Xiaomi',
  miBeacon: [0x045b],
  tasmota: { name: 'LYWSD02', pid: 0x045b, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  remarks: 'One value a frame; the battery is told rarely or never.',
  examples: [
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7020 5b04 75 ffeeddccbbaa 09 0410 02 0901' },
      gives: { temperature: 26.5 },
    },
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7020 5b04 dc ffeeddccbbaa 09 0610 02 b202' },
      gives: { humidity: 69 },
    },
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7020 5b04 85 ffeeddccbbaa 09 0a10 01 08' },
      gives: { battery: 8 },
    },
  ],
});

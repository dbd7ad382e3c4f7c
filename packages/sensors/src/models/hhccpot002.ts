import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'HHCCPOT002',
  title: 'RoPot flower pot',
  maker: 'HHCC',
  miBeacon: [0x015d],
  exposes: ['moisture', 'conductivity'],
  key: 'none',
  remarks: 'One value a frame.',
  examples: [
    {
      source: 'recorded, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7120 5d01 83 d20c6d8d7cc4 0d 0810 01 03' },
      gives: { moisture: 3 },
    },
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7120 5d01 88 ffeeddccbbaa 0d 0910 02 0100' },
      gives: { conductivity: 1 },
    },
  ],
});

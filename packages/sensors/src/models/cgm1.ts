import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGM1',
  title: 'Qingping thermo-hygrometer for guitars, Lee Guitars',
  maker: 'Qingping',
  qingping: [0x0f],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  examples: [
    {
      source: 'recorded, published by qingping-ble',
      recorded: true,
      serviceData: { fdcd: '8a0f d12c63342d58 010400011202 020128' },
      gives: { temperature: 25.6, humidity: 53, battery: 40 },
    },
  ],
});

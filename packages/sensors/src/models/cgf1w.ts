import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGF1W',
  title: 'Qingping thermo-hygrometer Pro E',
  maker: 'Qingping',
  qingping: [0x15],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  examples: [
    {
      source: 'recorded, published by qingping-ble',
      recorded: true,
      serviceData: { fdcd: '0815 012740342d58 0104de00e901 020164' },
      gives: { temperature: 22.2, humidity: 48.9, battery: 100 },
    },
  ],
});

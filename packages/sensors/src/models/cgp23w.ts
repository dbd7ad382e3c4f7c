import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGP23W',
  title: 'Qingping temperature, humidity and pressure monitor Pro',
  maker: 'Qingping',
  qingping: [0x18],
  exposes: ['temperature', 'humidity', 'pressure', 'battery'],
  key: 'none',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fdcd: '8818 072240342d58 01041701ca00 020161 07027227' },
      gives: { temperature: 27.9, humidity: 20.2, pressure: 1009.8, battery: 97 },
    },
  ],
});

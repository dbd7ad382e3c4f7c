import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGP1W',
  title: 'Qingping weather station',
  maker: 'Qingping',
  qingping: [0x09],
  exposes: ['temperature', 'humidity', 'pressure', 'battery'],
  key: 'none',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fdcd: '0809 6f1c40342d58 0104be000d02 07027226 020157' },
      gives: { temperature: 19, humidity: 52.5, pressure: 984.2, battery: 87 },
    },
  ],
});

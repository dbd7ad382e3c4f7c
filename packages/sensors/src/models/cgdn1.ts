import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGDN1',
  title: 'Qingping air monitor Lite',
  maker: 'Qingping',
  qingping: [0x0e, 0x24],
  exposes: ['temperature', 'humidity', 'pm25', 'pm10', 'co2'],
  key: 'none',
  remarks: 'The address inside its frames is not the one that it sends from: both are reported.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'A4:C1:38:0F:06:DA',
      serviceData: { fdcd: '0824 b6ebc994c27c 0104d100ba01 12040a000a00 13026f02' },
      gives: { temperature: 20.9, humidity: 44.2, pm25: 10, pm10: 10, co2: 623 },
    },
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fdcd: '880e aabbccddeeff 0104f900b501 12047d018601 1302fd02' },
      gives: { temperature: 24.9, humidity: 43.7, pm25: 381, pm10: 390, co2: 765 },
    },
  ],
});

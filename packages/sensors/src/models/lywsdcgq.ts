import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'LYWSDCGQ',
  title: 'Mijia thermo-hygrometer, round',
  maker: 'Xiaomi',
  miBeacon: [0x01aa],
  tasmota: { name: 'MJ_HT_V1', pid: 0x01aa, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  remarks: 'Names itself MJ_HT_V1; sends temperature and humidity together and apart.',
  examples: [
    {
      source: 'recorded, published by homebridge-mi-hygrothermograph',
      recorded: true,
      serviceData: { fe95: '5020 aa01 b0 64aed0a8654c 0d10 04 85ff6001' },
      gives: { temperature: -12.3, humidity: 35.2 },
    },
    {
      source: 'recorded, published by homebridge-mi-hygrothermograph',
      recorded: true,
      serviceData: { fe95: '5020 aa01 4e 64aed0a8654c 0a10 01 5d' },
      gives: { battery: 93 },
    },
  ],
});

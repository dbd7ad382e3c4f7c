import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGDK2',
  title: 'Qingping thermo-hygrometer Lite',
  maker: 'Qingping',
  miBeacon: [0x066f],
  qingping: [0x10],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: "Sends Qingping's own format too, in plain.",
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'a3bfe9853dd85a620debe3620caaa351',
      serviceData: { fe95: '5858 6f06 07 892012342d58 5f176dd54f 020000 2fa453fa' },
      gives: { temperature: 22.6 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 6f06 01 016f0638c1a4 0610 02 cf01 0a10 01 5c' },
      gives: { humidity: 46.3, battery: 92 },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MHO-C401',
  title: 'Miaomiaoce thermo-hygrometer, e-ink',
  maker: 'Miaomiaoce',
  miBeacon: [0x0387],
  tasmota: { name: 'MHOC401', pid: 0x0387, feat: 142, hasConstantBattery: true },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Older firmware tells a battery that is constant or wrong.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5030 8703 03 4c94b438c1a4 0d10 04 1001ea01' },
      gives: { temperature: 27.2, humidity: 49 },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: 'b550d53edd5a8b93cdf3bf73bd752ee2',
      serviceData: { fe95: '5859 8703 11 1ca0da38c1a4 390ec0ba 107a07 ace08cf2' },
      gives: { battery: 100 },
    },
  ],
});

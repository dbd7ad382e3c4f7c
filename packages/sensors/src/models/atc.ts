import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ATC',
  title: 'Thermo-hygrometer with ATC1441’s firmware or its format',
  maker: 'ATC1441',
  families: ['atc1441', 'atc1441-encrypted'],
  tasmota: { name: 'ATC', pid: 0x0a1c, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery', 'voltage', 'triggerFlags'],
  key: 16,
  isKeyOptional: true,
  remarks: 'Its encrypted form has steps of half a degree and no voltage.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { '181a': 'a4c138bc7c4e 0102 28 4f 0b67 20' },
      gives: { temperature: 25.8, humidity: 40, battery: 79, voltage: 2.919 },
    },
    {
      source: 'published in the tests of pvvx, made there, encrypted',
      address: 'A4:C1:38:AA:BB:CC',
      key: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      serviceData: { '181a': 'bd e9b75d b856f303' },
      gives: { temperature: 19, humidity: 25, battery: 86, triggerFlags: { triggerOut: true } },
    },
  ],
});

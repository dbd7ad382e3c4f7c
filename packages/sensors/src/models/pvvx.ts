import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PVVX',
  title: 'Thermo-hygrometer with pvvx’s firmware',
  maker: 'pvvx',
  families: ['pvvx', 'pvvx-encrypted'],
  tasmota: { name: 'PVVX', pid: 0x944a, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery', 'voltage', 'flagsRaw', 'triggerFlags'],
  key: 16,
  isKeyOptional: true,
  remarks:
    'Its encrypted form has no voltage. The firmware can send ATC1441’s format, MiBeacon and BTHome instead.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { '181a': '8b376338c1a4 ce09 1310 7f0b 52 12 04' },
      gives: {
        temperature: 25.1,
        humidity: 41.15,
        voltage: 2.943,
        battery: 82,
        flagsRaw: 4,
        triggerFlags: {
          reed: false,
          triggerOut: false,
          triggerControl: true,
          tempTrigger: false,
          humTrigger: false,
        },
      },
    },
    {
      source: 'recorded, published by ble_monitor, encrypted',
      recorded: true,
      address: 'A4:C1:38:8D:18:B2',
      key: 'b9ea895fac7eea6d30532432a516f3a3',
      serviceData: { '181a': '11 d603fbfa7b6d fb1e26fd' },
      gives: {
        temperature: 23.45,
        humidity: 41.73,
        battery: 61,
        flagsRaw: 4,
        triggerFlags: {
          reed: false,
          triggerOut: false,
          triggerControl: true,
          tempTrigger: false,
          humTrigger: false,
        },
      },
    },
  ],
});

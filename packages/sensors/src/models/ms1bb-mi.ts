import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MS1BB(MI)',
  title: 'Linptech door and window sensor',
  maker: 'Linptech',
  miBeacon: [0x1889],
  exposes: ['opening', 'doorLeftOpen', 'forciblyRemoved', 'battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells also when it was torn off.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '0fdcc30fe9289254876b5ef7c11ef1f0',
      serviceData: { fe95: '5859 8918 9a 67e56638c1a4 9dd97af3 260000 c8a60bd5' },
      gives: { opening: true },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      serviceData: { fe95: '5059 8918 01 67e56638c1a4 1a4a 01 01' },
      gives: { opening: true, doorLeftOpen: true },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8918 01 01891838c1a4 0448 01 02 134a 01 01' },
      gives: {
        opening: false,
        doorLeftOpen: false,
        forciblyRemoved: false,
        events: [{ source: 'button', type: 'press' }],
      },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGH1',
  title: 'Qingping door and window sensor',
  maker: 'Qingping',
  miBeacon: [0x03d6],
  qingping: [0x04],
  exposes: ['opening', 'doorLeftOpen', 'battery'],
  key: 16,
  remarks: "Sends plain until it is bound, seldom, and the same in Qingping's own format.",
  examples: [
    {
      source: 'recorded, published by Home Assistant',
      recorded: true,
      address: 'A4:C1:38:66:E5:67',
      serviceData: { fe95: '4030 d603 24 1910 01 00' },
      gives: { opening: true },
    },
    {
      source:
        'recorded, its address replaced, published by qingping-ble, in the format of Qingping',
      recorded: true,
      address: 'AA:BB:CC:DD:EE:FF',
      serviceData: { fdcd: 'c8 04 4d3a40342d58 04 01 01 0f 01 ef' },
      gives: { opening: false, doorLeftOpen: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d603 01 01d60338c1a4 0a10 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

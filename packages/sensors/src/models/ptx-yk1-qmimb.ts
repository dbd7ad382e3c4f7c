import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX_YK1_QMIMB',
  title: 'PTX wireless switch',
  maker: 'PTX',
  miBeacon: [0x38bb],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells press, double press and long press, each in an empty object.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'a74510b40386d35ae6227a7451efc76e',
      serviceData: { fe95: '5859 bb38 04 adb9a538c1a4 dc10b5 040000 2c122fb6' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'JTYJGD03MI',
  title: 'Honeywell smoke detector',
  maker: 'Honeywell',
  miBeacon: [0x0997],
  exposes: ['smoke', 'problem', 'battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells presses of its button too, and a fault of its own as a problem.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '5b51a7c91cde6707c9ef18dfda143a58',
      serviceData: { fe95: '5859 9709 64 bc9ce344ef54 22206088fd00 000000 3a148fb3' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 9709 01 01970938c1a4 1510 01 00 0a10 01 5c' },
      gives: { smoke: false, problem: false, battery: 92 },
    },
  ],
});

import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMTZC02HM/XMTZC05HM/NUN4049CN',
  title: 'Mi body composition scale, first and second edition',
  maker: 'Xiaomi',
  families: ['miscale-v2'],
  exposes: ['mass', 'massUnstabilized', 'massUnit', 'stabilized', 'removed', 'impedance'],
  key: 'none',
  remarks: 'In kilograms, whatever unit it shows. Impedance follows when one stands barefoot.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'DF:DE:44:82:14:EF',
      serviceData: { '181b': '02 26 b20705040f0201 ac01 8642' },
      gives: {
        mass: 85.15,
        massUnstabilized: 85.15,
        massUnit: 'kg',
        stabilized: true,
        removed: false,
        impedance: 428,
      },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'DF:DE:44:82:14:EF',
      serviceData: { '181b': '02 04 b207010112101a 0000 a852' },
      gives: { massUnstabilized: 105.8, massUnit: 'kg', stabilized: false, removed: false },
    },
  ],
});

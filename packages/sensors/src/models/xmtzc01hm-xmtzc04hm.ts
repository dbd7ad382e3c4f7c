import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMTZC01HM/XMTZC04HM',
  title: 'Mi smart scale, first and second edition',
  maker: 'Xiaomi',
  families: ['miscale-v1'],
  exposes: ['mass', 'massUnstabilized', 'massUnit', 'stabilized', 'removed'],
  key: 'none',
  remarks: 'In kilograms, whatever unit it shows.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '50:FB:19:1B:B5:DC',
      serviceData: { '181d': '22 9e43 e507040b101301' },
      gives: {
        mass: 86.55,
        massUnstabilized: 86.55,
        massUnit: 'kg',
        stabilized: true,
        removed: false,
      },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'C8:47:8C:C0:95:89',
      serviceData: { '181d': 'a2 2044 b20701010a1a15' },
      gives: { massUnstabilized: 87.2, massUnit: 'kg', stabilized: true, removed: true },
    },
  ],
});

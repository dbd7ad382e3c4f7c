import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'HHCCJCY10',
  title: 'Plant sensor, MiFlora with Tuya’s chip',
  maker: 'HHCC',
  families: ['hhcc-fd50'],
  exposes: ['moisture', 'temperature', 'illuminance', 'conductivity', 'battery'],
  key: 'none',
  remarks: 'Unlike the other MiFlora it sends all its values in each advert, the battery too.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: 'DC:23:4D:E5:5B:FC',
      serviceData: { fd50: '0e 006e 0134a4 28 005b' },
      gives: { moisture: 14, temperature: 11, illuminance: 79_012, battery: 40, conductivity: 91 },
    },
  ],
});

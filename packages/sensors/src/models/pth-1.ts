import { scaled, struct, u16 } from '@bluebell/ble/codec';
import { measured } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTH-1',
  title: 'Air quality monitor PTH-1',
  maker: 'Xiaomi',
  miBeacon: [0x0711],
  exposes: ['temperature', 'humidity', 'formaldehyde', 'battery'],
  key: 16,
  isKeyUnproven: true,
  objects: [measured(0x1010, 'formaldehyde', struct({ formaldehyde: scaled(u16, 0.001) }))],
  remarks:
    'Known by product id only, from XiaomiGateway3; counts formaldehyde in thousandths, not hundredths.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1107 01 01110738c1a4 1010 02 1900 0410 02 d700' },
      gives: { formaldehyde: 0.025, temperature: 21.5 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1107 02 01110738c1a4 0610 02 cf01 0a10 01 5c' },
      gives: { humidity: 46.3, battery: 92 },
    },
  ],
});

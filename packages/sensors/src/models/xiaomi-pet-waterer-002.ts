import { struct, u8 } from '@bluebell/ble/codec';
import { measured } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'xiaomi.pet_waterer.002',
  title: 'Xiaomi pet drinking fountain',
  maker: 'Xiaomi',
  miBeacon: [0x399a],
  exposes: ['consumable', 'battery'],
  key: 16,
  isKeyUnproven: true,
  objects: [measured(0x4c4c, 'filter left', struct({ consumable: u8 }))],
  remarks:
    'Known by product id only, from XiaomiGateway3; tells how much of the filter is left, and of its water nothing that is read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 9a39 01 019a3938c1a4 4c4c 01 50 0354 01 5c' },
      gives: { consumable: 80, battery: 92 },
    },
  ],
});

import { numberedKeys, SERVICE_2 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMWS01XS',
  title: 'Xiaomi wireless switch, 2 keys, Pro',
  maker: 'Xiaomi',
  miBeacon: [0x5968],
  exposes: [],
  events: ['button_left', 'button_right'],
  key: 16,
  objects: [...numberedKeys(SERVICE_2, { 0: 'button_left', 1: 'button_right' })],
  remarks: 'Tells press, double press and long press of each key.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '59ba8eef0f5351bb09d6896762d5afa5',
      serviceData: { fe95: '5859 6859 53 116e205fb908 f3785181 020000 eac183f4' },
      gives: { events: [{ source: 'button_right', type: 'long_press' }] },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '59ba8eef0f5351bb09d6896762d5afa5',
      serviceData: { fe95: '5859 6859 52 116e205fb908 3026548d 020000 ce31cfc3' },
      gives: { events: [{ source: 'button_left', type: 'press' }] },
    },
  ],
});

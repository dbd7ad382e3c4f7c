import { keysUpTo, numberedKeys, SERVICE_3 } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX-F1-Display',
  title: 'PTX wireless switch, 4 keys, with display',
  maker: 'PTX',
  miBeacon: [0x64c5],
  exposes: ['temperature', 'humidity', 'battery'],
  events: ['button_1', 'button_2', 'button_3', 'button_4'],
  key: 16,
  objects: [...numberedKeys(SERVICE_3, keysUpTo(4))],
  remarks: 'Tells press, double press and long press of each key.',
  examples: [
    {
      source: 'published in the tests of ble_monitor, made there',
      key: '00112233445566778899aabbccddeeff',
      serviceData: { fe95: '5859 c564 2d 665544332211 2d9475bb 270100 ab9cbfa9' },
      gives: { events: [{ source: 'button_4', type: 'press' }] },
    },
    {
      source: 'published in the tests of ble_monitor, made there',
      key: '00112233445566778899aabbccddeeff',
      serviceData: { fe95: '5859 c564 33 665544332211 997b546b 0c0100 9089c35a' },
      gives: { temperature: 25 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c564 01 01c56438c1a4 0c4e 01 02 1260 01 2e' },
      gives: { humidity: 46, events: [{ source: 'button_2', type: 'press' }] },
    },
  ],
});

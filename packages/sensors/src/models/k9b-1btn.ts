import { K9B_PRESSES, keyedButton } from '../adverts/mibeacon/objects/buttons.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'K9B-1BTN',
  title: 'Linptech wireless button, 1 key',
  maker: 'Linptech',
  miBeacon: [0x1568],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  isKeyUnproven: true,
  objects: [keyedButton({ 0: 'button' }, K9B_PRESSES)],
  remarks: 'Its codes for double press and long press are swapped.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 6815 01 01681538c1a4 0110 03 000000' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 6815 01 01681538c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});

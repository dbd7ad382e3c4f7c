import { choice, type Infer, struct, u8 } from '@bluebell/ble/codec';
import { happened } from '../adverts/mibeacon/object.ts';
import type { SensorEvent } from '../measurement.ts';
import { defineSensor } from '../sensor-model.ts';

const knob = struct({ first: u8, second: u8, action: choice(u8, { 3: 'pressed', 4: 'turned' }) });

function eventOf({ first, second, action }: Infer<typeof knob>): SensorEvent | undefined {
  if (action === 'turned') return first === 0 ? turned(second, '') : turned(first, '_pressed');
  if (first === 0) return { source: 'dimmer', type: 'press', count: second };
  if (first === 1) return { source: 'dimmer', type: 'long_press', seconds: second };
  return undefined;
}

/** Steps to the left count down from 256. */
function turned(steps: number, suffix: string): SensorEvent {
  return steps < 128
    ? { source: 'dimmer', type: `rotate_right${suffix}`, steps }
    : { source: 'dimmer', type: `rotate_left${suffix}`, steps: 256 - steps };
}

export default defineSensor({
  id: 'YLKG07YL/YLKG08YL',
  title: 'Yeelight dimmer knob',
  maker: 'Yeelight',
  miBeacon: [0x03b6],
  tasmota: { name: 'YLKG08', pid: 0x03b6, feat: 3072 },
  exposes: [],
  events: ['dimmer'],
  key: 12,
  objects: [happened(0x1001, 'knob', knob, eventOf)],
  remarks:
    'Newer ones use the same key of 12 bytes in version 5, and may advertise by extended advertising only.',
  examples: [
    {
      source: 'recorded, published by esphome-yeelight-ceiling-light',
      recorded: true,
      address: '70:C9:12:50:D3:5C',
      key: '5ab9badac3b1becfc5ef5dcd',
      serviceData: { fe95: '4850 b603 4f 9ed68b74be06 0b0000 624226bb' },
      gives: { events: [{ source: 'dimmer', type: 'press', count: 1 }] },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'b853075158487ca39a5b5ea9',
      serviceData: { fe95: '5830 b603 36 8b98c54124f8 8bb8f2661351 000000 d6' },
      gives: { events: [{ source: 'dimmer', type: 'rotate_left', steps: 1 }] },
    },
    {
      source: 'written from the MiBeacon format, version 3, encrypted',
      key: 'a4a0e74b5da032356156c0f1',
      serviceData: { fe95: '5830 b603 2e 149a224124f8 9a6186453bdf 000000 cb' },
      gives: { events: [{ source: 'dimmer', type: 'rotate_right', steps: 5 }] },
    },
  ],
});

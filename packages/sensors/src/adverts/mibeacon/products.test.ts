import { struct, u8 } from '@bluebell/ble/codec';
import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { defineSensor } from '../../sensor-model.ts';
import { frameOf } from '../../vectors/format.contract.ts';
import { miBeaconFormat } from './mibeacon.ts';
import { measured } from './object.ts';
import { MI_BEACON_OBJECTS } from './objects/index.ts';
import { MiBeaconProducts } from './products.ts';

describe('products', () => {
  const own = defineSensor({
    id: 'OWN',
    title: 'A product that means something of its own',
    maker: 'nobody',
    miBeacon: [0x0001, 0x0002],
    exposes: ['count'],
    events: ['dimmer'],
    key: 'none',
    objects: [measured(0x1004, 'count', struct({ count: u8 }))],
    examples: [],
  });
  const keyed = defineSensor({
    ...own,
    id: 'KEYED',
    miBeacon: [0x0003],
    events: ['button_left'],
    objects: [],
  });
  const format = miBeaconFormat(new MiBeaconProducts([own, keyed], MI_BEACON_OBJECTS));
  const button = '0110 03 000000';
  const said = (pid: string, objects: string) =>
    frameOf(format, 0xfe95, fromHex(`4030 ${pid} 07 ${objects}`), 0x112233445566);

  it.each(['0100', '0200'])('put their own meaning before the general one: %s', (pid) => {
    const measurement = said(pid, '0410 01 07 0610 02 cf01');
    expect(measurement?.product).toBe('OWN');
    expect(measurement?.values).toEqual({ count: 7, humidity: 46.3 });
    expect(said(pid, '0410 02 d700')?.values).toEqual({});
  });

  it('without buttons show button objects, and make no event of them', () => {
    const measurement = said('0100', button);
    expect(measurement?.events).toEqual([]);
    expect(measurement?.details()).toMatchObject({ objects: [{ id: '0x1001', hex: '000000' }] });
    expect(measurement?.details()).not.toHaveProperty('unknownObjects');
  });

  it('with buttons make events of them', () => {
    expect(said('0300', button)?.events).toEqual([{ source: 'button', type: 'press' }]);
    expect(said('0300', `${button}${button}`)?.events).toHaveLength(2);
  });

  it('that nobody has named are learnt by what they send', () => {
    const measurement = said('ffff', `0410 02 d700 ${button}`);
    expect(measurement?.product).toBeUndefined();
    expect(measurement?.values).toEqual({ temperature: 21.5 });
    expect(measurement?.events).toEqual([{ source: 'button', type: 'press' }]);
    expect(measurement?.details().pid).toBe('0xffff');
  });
});

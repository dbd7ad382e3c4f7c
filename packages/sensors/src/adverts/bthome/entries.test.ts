import { parseAddress, UsageError } from '@bluebell/ble/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../quantities.ts';
import { frameOf } from '../../vectors/format.contract.ts';
import { type BtHomeNews, bthomeEntries } from './entries.ts';
import { bthome2Frame } from './frames.ts';
import { bthome2 } from './version2.ts';

const ADDRESS = parseAddress('A4:C1:38:8D:18:B2');

describe('bthomeEntries', () => {
  it.each([
    [{ temperature: 25.06 }, [{ id: 0x02, value: 25.06 }]],
    [{ humidity: 50.55 }, [{ id: 0x03, value: 50.55 }]],
    [{ voltage: 307.4 }, [{ id: 0x4a, value: 307.4 }]],
    [{ count: 300 }, [{ id: 0x3d, value: 300 }]],
    [{ count: -22 }, [{ id: 0x59, value: -22 }]],
    [{ firmwareVersion: '1.6.0' }, [{ id: 0xf2, value: '1.6.0' }]],
    [{ unlocked: true }, [{ id: 0x1f, value: true }]],
    [{ raw: '01ff' }, [{ id: 0x54, value: '01ff' }]],
  ])('carries %j by the id that holds it best', (values: Values, entries) => {
    expect(bthomeEntries({ values })).toEqual(entries);
  });

  it('orders objects by id, as BTHome asks for', () => {
    const values = { window: true, humidity: 40, battery: 90 };
    expect(bthomeEntries({ packetId: 3, values }).map(({ id }) => id)).toEqual([
      0x00, 0x01, 0x03, 0x2d,
    ]);
  });

  it.each([
    { values: { impedance: 400 } },
    { values: { temperature: 4000 } },
    { values: { rotation: 5000 } },
    { values: { triggerFlags: { reed: true } } },
    { events: [{ source: 'button', type: 'kick' }] },
  ])('refuses %j, which BTHome cannot say', (news: BtHomeNews) => {
    expect(() => bthomeEntries(news)).toThrow(UsageError);
  });

  it.each<BtHomeNews>([
    { events: [{ source: 'button', type: 'long_press' }] },
    { events: [{ source: 'button_1', type: 'press' }] },
    {
      events: [
        { source: 'button_1', type: 'press' },
        { source: 'button_4', type: 'hold_press' },
      ],
    },
    { events: [{ source: 'dimmer', type: 'rotate_left', steps: 3 }] },
    { values: { temperature_1: 25.06, temperature_2: 25.1, temperature_3: -8 } },
    { values: { firmwareVersion_1: '1.2.4.0', firmwareVersion_2: '1.6.0', deviceTypeId: 1 } },
    { values: { text: 'Hello', raw: '01ff02', light: true } },
  ])('says %j in a way that is read as it was meant', (news) => {
    const frame = bthome2Frame({ objects: bthomeEntries(news), address: ADDRESS });
    const measurement = frameOf(bthome2, 0xfcd2, frame, ADDRESS);
    expect(measurement?.values).toEqual(news.values ?? {});
    expect(measurement?.events).toEqual(news.events ?? []);
  });

  it('keeps the order of quantities that come several times', () => {
    const temperature = fc.integer({ min: -32768, max: 32767 }).map((raw) => raw / 100);
    fc.assert(
      fc.property(fc.array(temperature, { minLength: 2, maxLength: 6 }), (temperatures) => {
        const values: Record<`temperature_${number}`, number> = {};
        for (const [i, value] of temperatures.entries()) values[`temperature_${i + 1}`] = value;
        const frame = bthome2Frame({ objects: bthomeEntries({ values }), address: ADDRESS });
        expect(frameOf(bthome2, 0xfcd2, frame, ADDRESS)?.values).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });
});

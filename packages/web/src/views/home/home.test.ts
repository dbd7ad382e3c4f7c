import type { DeviceItem } from '@bluebell/hub/api';
import { describe, expect, it } from 'vitest';
import { AgeClock, ageText } from './age-clock.ts';
import { eventWords } from './event-words.ts';
import { isSameOrder, ordered } from './order.ts';
import { drawStrip } from './strip-path.ts';
import { momentText, troubleOf } from './trouble.ts';
import { firstOf } from './use-shown.ts';
import { widgetParts } from './widget-parts.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');

const device = (more: Partial<DeviceItem> & { area?: string } = {}): DeviceItem => {
  const { area, ...rest } = more;
  return {
    id: 'A4C138000001',
    address: 'A4:C1:38:00:00:01',
    kind: 'sensor',
    exposes: [],
    values: {},
    receivers: [],
    lastSeen: new Date(NOW).toISOString(),
    settings: {
      isAnnounced: true,
      contactClass: 'opening',
      ...(area === undefined ? {} : { area }),
    },
    ...rest,
  };
};

/** The names of what is large. */
const large = (values: DeviceItem['values']) =>
  widgetParts(device({ values })).large.map(({ name }) => name);

/** 24 slots that begin with these values. */
const slots = (...values: (number | null)[]) =>
  Array.from({ length: 24 }, (_, at) => values[at] ?? null);

describe('ordered', () => {
  const devices = [
    device({ id: '1', name: 'Sensor 10', area: 'Kitchen', rssiDbm: -50, values: { battery: 90 } }),
    device({ id: '2', name: 'sensor 9', area: 'Attic', rssiDbm: -90 }),
    device({ id: '3', name: 'Bath', rssiDbm: -70, values: { battery: 5 } }),
  ];
  const ids = (wish: Partial<Parameters<typeof ordered>[1]>) =>
    ordered(devices, { sort: 'name', groups: 'none', search: '', ...wish }).flatMap(
      (group) => group.ids,
    );

  it('groups by area, those without one at the end', () => {
    const groups = ordered(devices, { sort: 'name', groups: 'area', search: '' });
    expect(groups.map(({ title }) => title)).toEqual(['Attic', 'Kitchen', '']);
  });

  it('sorts numbers in names as numbers, signals by strength, batteries by need', () => {
    expect(ids({})).toEqual(['3', '2', '1']);
    expect(ids({ sort: 'signal' })).toEqual(['1', '3', '2']);
    expect(ids({ sort: 'battery' })).toEqual(['3', '1', '2']);
  });

  it('searches names, areas and addresses, all words', () => {
    expect(ids({ search: 'SENSOR att' })).toEqual(['2']);
    expect(ids({ search: 'a4:c1' })).toHaveLength(3);
    expect(ids({ search: 'nothing' })).toEqual([]);
  });

  it('knows the same order', () => {
    const one = ordered(devices, { sort: 'name', groups: 'area', search: '' });
    expect(
      isSameOrder(one, ordered(devices.toReversed(), { sort: 'name', groups: 'area', search: '' })),
    ).toBe(true);
    expect(isSameOrder(one, one.slice(1))).toBe(false);
  });
});

describe('firstOf', () => {
  it('cuts within a group, and leaves whole groups as they are', () => {
    const groups = [
      { title: 'a', ids: ['1', '2'] },
      { title: 'b', ids: ['3', '4'] },
      { title: 'c', ids: ['5'] },
    ];
    expect(firstOf(groups, 3)).toEqual([groups[0], { title: 'b', ids: ['3'] }]);
    expect(firstOf(groups, 2)[0]).toBe(groups[0]);
  });
});

describe('troubleOf', () => {
  it('says in words why a widget is dim, and where to mend it', () => {
    expect(troubleOf(device(), NOW)).toBeUndefined();
    expect(troubleOf(device({ fault: 'missing_key' }), NOW)).toMatchObject({
      text: 'Needs its key',
      to: '#/keys?device=A4C138000001',
    });
    expect(troubleOf(device({ fault: 'auth_failed' }), NOW)?.text).toBe('Wrong key');
    const { lastSeen: _, ...unheard } = device();
    expect(troubleOf(unheard, NOW)?.text).toBe('Not heard yet');
    expect(troubleOf({ ...unheard, kind: 'phone' }, NOW)).toBeUndefined();
    expect(troubleOf(device({ isOnline: false }), NOW)?.text).toMatch(
      /^Nothing heard since \d\d:\d\d$/,
    );
  });

  it('tells other days and years, and survives what is no time', () => {
    expect(momentText('2026-02-27T12:00:00Z', NOW)).toMatch(/^27 Feb, \d\d:\d\d$/);
    expect(momentText('2024-02-27T12:00:00Z', NOW)).toBe('27 Feb 2024');
    expect(momentText('soon', NOW)).toBe('long ago');
  });
});

describe('widgetParts', () => {
  it('shows what tells most, by quantity', () => {
    expect(large({ battery: 5, humidity: 40, temperature: 20, voltage: 3 })).toEqual([
      'temperature',
      'humidity',
    ]);
    expect(large({ temperature: 20, conductivity: 300, moisture: 20, illuminance: 9 })).toEqual([
      'moisture',
      'temperature',
    ]);
    expect(large({ illuminance: 9, door: true })).toEqual(['door', 'illuminance']);
    expect(large({ temperature_2: 5, temperature_1: 4 })).toEqual([
      'temperature_1',
      'temperature_2',
    ]);
    expect(large({ voltage: 3 })).toEqual(['voltage']);
    expect(large({ somethingNew: 3 })).toEqual(['somethingNew']);
  });

  it('puts an alarm in front', () => {
    expect(large({ temperature: 20, humidity: 40, tamper: true })[0]).toBe('tamper');
    expect(large({ temperature: 20, humidity: 40, tamper: false })).not.toContain('tamper');
  });

  it('shows events where there are no values, and for dials', () => {
    expect(widgetParts(device()).hasEvents).toBe(true);
    expect(widgetParts(device({ values: { battery: 5 } })).hasEvents).toBe(true);
    expect(widgetParts(device({ values: { count: 5 }, dialSum: 3 })).hasEvents).toBe(true);
    expect(widgetParts(device({ values: { door: true } })).hasEvents).toBe(false);
  });
});

describe('drawStrip', () => {
  it('draws a bar for each value and nothing for a gap', () => {
    const drawn = drawStrip(slots(1, null, 3), '°C', 23);
    expect(drawn?.path.match(/M/g)).toHaveLength(2);
    expect(drawn).toMatchObject({ least: 1, most: 3 });
    expect(drawStrip(slots(), '°C', 23)).toBeUndefined();
  });

  it('tells the day before from today', () => {
    const drawn = drawStrip(slots(1, 2, null, 4), '°C', 1);
    expect(drawn?.path.match(/M/g)).toHaveLength(2);
    expect(drawn?.before.match(/M/g)).toHaveLength(1);
  });

  it('never leaves its height, whatever the values', () => {
    const drawn = drawStrip(slots(0, 1e300, -1e300, 5, Number.NaN), '', 23);
    for (const [, high] of drawn?.path.matchAll(/v(-?[\d.e+]+)/g) ?? []) {
      expect(Math.abs(Number(high))).toBeLessThanOrEqual(28);
    }
  });
});

describe('AgeClock', () => {
  it('writes only texts that are no longer right, and rests where there are none', () => {
    let now = 0;
    let tick: (() => void) | undefined;
    const clock = new AgeClock({
      now: () => now,
      everySecond: (run) => {
        tick = run;
        return () => {
          tick = undefined;
        };
      },
    });
    let writes = 0;
    const text = {
      words: '',
      get data() {
        return this.words;
      },
      set data(words: string) {
        writes += 1;
        this.words = words;
      },
    };
    const end = clock.keep(text, 0);
    expect(text.data).toBe('now');
    for (now = 1_000; now <= 90_000; now += 1_000) tick?.();
    expect(text.data).toBe('1 min');
    expect(writes).toBe(1 + 59 + 1);
    end();
    expect(tick).toBeUndefined();
  });

  it('takes times ahead as now, and no time as nothing', () => {
    expect(ageText(5_000, 0)).toBe('now');
    expect(ageText(Number.NaN, 0)).toBe('');
  });
});

describe('eventWords', () => {
  it.each([
    [{ source: 'button', type: 'press' }, 'Pressed'],
    [{ source: 'button_left', type: 'double_press' }, 'Left: pressed twice'],
    [{ source: 'dimmer', type: 'rotate_left', steps: -3 }, 'Turned left, 3 steps'],
    [{ source: 'dimmer', type: 'rotate_right', steps: 1 }, 'Turned right, 1 step'],
    [{ source: 'lock', type: 'unlock_inside', keyId: 2 }, 'Unlock inside, no. 2'],
    [{ source: 'x', type: 'constructor' }, 'Constructor'],
  ])('%j: %s', (event, words) => {
    expect(eventWords(event)).toBe(words);
  });
});

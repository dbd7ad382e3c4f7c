import type { LiveFrame } from '@bluebell/hub/api';
import { describe, expect, it } from 'vitest';
import type { DeviceItem } from '../../live/messages.ts';
import { intervalWords, nameOf, stateOf } from './device-words.ts';
import { byDay, joined, MOST_EVENTS, type ShownEvent } from './event-list.ts';
import { cleared, MOST_FRAMES, NO_FRAMES, paused, summaryOf, withFrames } from './frame-list.ts';
import { hoursHeard, lossesOf } from './reception.ts';
import { errorsOf, formOf, patchOf, secondsOf, spanOf } from './settings-form.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 30);
const HOUR = 3_600_000;

describe('nameOf', () => {
  it('takes the best name there is', () => {
    expect(nameOf(device({ name: 'Kitchen', localName: 'ATC' }))).toBe('Kitchen');
    expect(nameOf(device({ localName: ' ATC_1 ' }))).toBe('ATC_1');
    expect(nameOf(device({ model: 'Thermometer' }))).toBe('Thermometer 00:01');
    expect(nameOf(device({}))).toBe('A4:C1:38:00:00:01');
  });
});

describe('stateOf', () => {
  it('tells silence from what says nothing by its silence', () => {
    const lastSeen = '2026-01-31T12:00:00+00:00';
    expect(stateOf(device({})).text).toBe('Not heard yet');
    expect(stateOf(device({ lastSeen, isOnline: true, intervalS: 2.5 })).why).toContain('2.5 s');
    expect(stateOf(device({ lastSeen, isOnline: false })).tone).toBe('warn');
    expect(stateOf(device({ lastSeen })).text).toBe('Heard');
    expect(stateOf(device({ kind: 'phone', isHome: false })).text).toBe('Away');
  });

  it('writes intervals the short way', () => {
    expect([0.25, 2.5, 60, 3600].map(intervalWords)).toEqual(['0.3 s', '2.5 s', '1 min', '1 h']);
  });
});

describe('reception', () => {
  it('estimates what was missed in the last whole hour', () => {
    const hours = hoursHeard([null, 1200, 300], NOW - 2.5 * HOUR, 2.5, NOW);
    expect(hours.map(({ heard, expected }) => [heard, expected])).toEqual([
      [1200, 1440],
      [300, 720],
    ]);
    expect(lossesOf(hours, NOW)).toEqual({ heard: 1200, expected: 1440, missedPercent: 17 });
  });

  it('says nothing where chance would decide, or nothing is known', () => {
    expect(lossesOf(hoursHeard([3, 1], NOW - 1.5 * HOUR, 1200, NOW), NOW)).toBeUndefined();
    expect(lossesOf(hoursHeard([3, 1], NOW - 1.5 * HOUR, undefined, NOW), NOW)).toBeUndefined();
    expect(lossesOf([], NOW)).toBeUndefined();
  });

  it('takes more than was expected as no loss', () => {
    const hours = hoursHeard([2000, 0], NOW - 1.5 * HOUR, 2.5, NOW);
    expect(lossesOf(hours, NOW)?.missedPercent).toBe(0);
  });
});

describe('events', () => {
  it('stand once, the newest first', () => {
    const live = [press('12:00:05', 'b'), press('12:00:01', 'a')];
    const kept = [press('12:00:01', 'a'), press('11:00:00')];
    expect(joined(live, kept).map(({ time }) => time.slice(11, 19))).toEqual([
      '12:00:05',
      '12:00:01',
      '11:00:00',
    ]);
  });

  it('are the same whatever zone tells of them', () => {
    const east = { ...press('12:00:00'), time: '2026-01-31T14:00:00.000+02:00' };
    expect(joined([east], [press('12:00:00')])).toHaveLength(1);
  });

  it('are bounded', () => {
    const many = Array.from({ length: MOST_EVENTS + 9 }, (_, i) => press('12:00:00', String(i)));
    expect(joined(many, [])).toHaveLength(MOST_EVENTS);
  });

  it('stand under their days', () => {
    const days = byDay([press('12:00:01'), press('12:00:00'), press('10:00:00')], (timeMs) =>
      new Date(timeMs).toISOString().slice(0, 13),
    );
    expect(days.map(({ day, events }) => [day, events.length])).toEqual([
      ['2026-01-31T12', 2],
      ['2026-01-31T10', 1],
    ]);
  });
});

describe('packets', () => {
  it('are kept up to a bound, the newest first, and numbered on', () => {
    const list = withFrames(withFrames(NO_FRAMES, [frame('01')]), many(MOST_FRAMES));
    expect(list.shown).toHaveLength(MOST_FRAMES);
    expect(list.shown[0]?.number).toBe(MOST_FRAMES + 1);
    expect(list.shown.at(-1)?.number).toBe(2);
  });

  it('wait behind a pause, and all come when it ends', () => {
    const held = withFrames(paused(withFrames(NO_FRAMES, [frame('01')]), true), [frame('02')]);
    expect([held.shown.length, held.waiting.length]).toEqual([1, 1]);
    const on = paused(held, false);
    expect(on.shown.map(({ hex }) => hex)).toEqual(['02', '01']);
    expect(on.waiting).toEqual([]);
  });

  it('do not pile up behind a pause', () => {
    const held = withFrames(paused(NO_FRAMES, true), many(MOST_FRAMES * 3));
    expect(held.waiting).toHaveLength(MOST_FRAMES);
    expect(held.count).toBe(MOST_FRAMES * 3);
  });

  it('go when they are cleared', () => {
    expect(cleared(withFrames(NO_FRAMES, [frame('01')]))).toMatchObject({ shown: [], count: 1 });
  });

  it('say in a line what matters', () => {
    const part = { offset: 0, length: 1, depth: 0 };
    const flags = { ...part, name: 'flags', value: 'no BR/EDR' };
    const data = { ...part, name: 'service data', value: 'BTHome 2: temperature 21 °C' };
    expect(summaryOf({ parts: [flags, data, { ...data, depth: 1, value: 'x' }] })).toBe(
      'BTHome 2: temperature 21 °C',
    );
    expect(summaryOf({ parts: [flags] })).toBe('no BR/EDR');
    expect(summaryOf({ parts: [] })).toBe('');
  });
});

describe('settings', () => {
  const before = formOf(device({ name: 'Kitchen' }));

  it('patch what was changed alone', () => {
    expect(patchOf(before, before)).toEqual({ patch: {}, errors: {} });
    const now = { ...before, name: ' Bath ', offlineAfter: '10 min', isAnnounced: false };
    expect(patchOf(before, now).patch).toEqual({
      name: 'Bath',
      offlineAfterS: 600,
      isAnnounced: false,
    });
  });

  it('go back to what is usual where a field is emptied', () => {
    const set = { ...before, area: 'Attic', motionOff: '90 s' };
    expect(patchOf(set, { ...set, name: '', area: ' ', motionOff: '' }).patch).toEqual({
      name: null,
      area: null,
      motionOffS: null,
    });
  });

  it('say what is wrong before the hub has to', () => {
    const { errors } = patchOf(before, { ...before, name: 'x'.repeat(65), motionOff: 'soon' });
    expect(errors.name).toMatch(/64/);
    expect(errors.motionOff).toMatch(/90 s/);
  });

  it.each([
    ['', null],
    ['never', 0],
    ['90', 90],
    ['1.5 min', 90],
    ['1,5min', 90],
    ['2 hours', 7200],
    ['1d', 86400],
    ['-1', undefined],
    ['1e9', undefined],
    ['400 d', undefined],
    ['five', undefined],
  ])('read %j as %j seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it('write spans the way they read them', () => {
    for (const seconds of [0, 1, 90, 600, 7200]) expect(secondsOf(spanOf(seconds))).toBe(seconds);
    expect(spanOf(undefined)).toBe('');
  });

  it('put the words of the hub beside their fields', () => {
    const problems = [
      { path: ['name'], message: 'is taken by another device' },
      { path: ['offlineAfterS'], message: 'must be positive.' },
    ];
    expect(errorsOf(problems, 'no')).toEqual({
      name: 'Is taken by another device.',
      offlineAfter: 'Must be positive.',
    });
    expect(errorsOf([], 'The hub is full')).toEqual({ all: 'The hub is full.' });
    expect(errorsOf([{ path: ['__proto__'], message: 'odd' }], '')).toEqual({ all: 'Odd.' });
  });
});

function device(facts: Partial<DeviceItem>): DeviceItem {
  return {
    id: 'A4C138000001',
    address: 'A4:C1:38:00:00:01',
    kind: 'sensor',
    exposes: [],
    values: {},
    receivers: [],
    settings: { isAnnounced: true, contactClass: 'opening' },
    ...facts,
  };
}

function press(clock: string, pressId?: string): ShownEvent {
  const time = `2026-01-31T${clock}.000+00:00`;
  return { time, source: 'button', type: 'press', ...(pressId !== undefined && { pressId }) };
}

function frame(hex: string): LiveFrame {
  const time = '2026-01-31T12:00:00+00:00';
  return {
    type: 'frame',
    id: 'A4C138000001',
    time,
    receiver: 'hci0',
    rssiDbm: -60,
    hex,
    outcome: 'news',
    parts: [],
  };
}

function many(count: number): readonly LiveFrame[] {
  return Array.from({ length: count }, () => frame('aa'));
}

import { describe, expect, it } from 'vitest';
import { DAY_MS, deviceOf, hubOf, MINUTE_MS, NOW_MS, radioOf } from './facts.contract.ts';
import { heardAnywhere, isLate, latecomers, listeningSinceMs } from './lateness.ts';

describe('isLate', () => {
  it.each([
    ['three intervals', 30 * MINUTE_MS, 10 * MINUTE_MS],
    ['a minute', MINUTE_MS, 5_000],
    ['three hours where nothing is learnt', 180 * MINUTE_MS, undefined],
  ])('leaves a device %s, and no more', (_, mostMs, intervalMs) => {
    expect(isLate(deviceOf(mostMs, { intervalMs }), hubOf())).toBe(false);
    expect(isLate(deviceOf(mostMs + 1, { intervalMs }), hubOf())).toBe(true);
  });

  it('counts the time that a radio listened, and heard', () => {
    const young = radioOf({ sinceMs: NOW_MS - MINUTE_MS });
    const deaf = radioOf({ isDeaf: true });
    const away = radioOf({ stage: 'failed' });
    for (const radios of [[young], [young, deaf], [young, away], []]) {
      expect(isLate(deviceOf(DAY_MS), hubOf({ radios }))).toBe(false);
    }
    expect(isLate(deviceOf(DAY_MS), hubOf({ radios: [young, radioOf()] }))).toBe(true);
    expect(listeningSinceMs(hubOf({ radios: [] }))).toBe(NOW_MS);
  });
});

describe('latecomers', () => {
  it('are looked for among those that speak regularly', () => {
    const devices = [deviceOf(0), deviceOf(DAY_MS), deviceOf(DAY_MS, { intervalMs: undefined })];
    expect(latecomers(devices, hubOf())).toEqual({ regular: 2, late: 1 });
  });
});

describe('heardAnywhere', () => {
  it('takes the word of receivers of other hubs', () => {
    const elsewhere = { receiver: 'attic hci0', rssiDbm: -70, lastSeenMs: NOW_MS - 1_000 };
    const device = heardAnywhere(deviceOf(DAY_MS, { receivers: [elsewhere] }));
    expect(isLate(device, hubOf())).toBe(false);
    expect(heardAnywhere(deviceOf(5_000)).lastSeenMs).toBe(NOW_MS - 5_000);
  });
});

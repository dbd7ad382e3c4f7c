import { describe, expect, it } from 'vitest';
import { type Family, type Findings, Measurement } from './measurement.ts';
import { type Freshness, ReplayGuard, type SavedCounters } from './replay-guard.ts';

const ADDRESS = 0xa4c138000001;

describe('plain MiBeacon frames (8-bit counter)', () => {
  it('are read beside encrypted ones: a bound device sends idle frames', () => {
    const { judge } = guarded();
    expect(judge(sealed(0x2650), 0)).toBe('news');
    expect(judge(idle(0x51), 1)).toBe('news');
    expect(judge(sealed(0x2650), 2)).toBe('repeat');
    expect(judge(idle(0x52), 3)).toBe('news');
    expect(judge(sealed(0x2653), 4)).toBe('news');
    expect(judge(sealed(0x2650), 60)).toBe('replay');
  });

  it('are no downgrade on MiBeacon: the device was re-flashed or reset', () => {
    expect(guarded().judge({ encrypted: false, sequence: { packet: 7 } }, 0, true)).toBe('news');
  });
});

describe('encrypted MiBeacon frames (32-bit counter)', () => {
  it('begin anew when the key was entered anew', () => {
    const { guard, judge } = guarded();
    expect(judge(sealed(500), 0)).toBe('news');
    expect(judge(sealed(3), 60)).toBe('replay');
    guard.forget(ADDRESS);
    expect(guard.size).toBe(0);
    expect(judge(sealed(3), 61)).toBe('news');
    expect(judge(sealed(2), 80)).toBe('replay');
  });
});

describe('plain BTHome frames (packet id)', () => {
  it.each<Family>(['bthome-v2', 'bthome-v1'])(
    'of %s are refused from a device with a key',
    (family) => {
      const { guard, judge } = guarded();
      const plain = { family, encrypted: false, sequence: { packet: 7 } };
      expect(judge(plain, 0, true)).toBe('downgrade');
      expect(judge({ ...plain, sequence: {} }, 1, true)).toBe('downgrade');
      expect(guard.size).toBe(0);
      expect(judge(plain, 2, false)).toBe('news');
      const sealed = { family, encrypted: true, sequence: { verified: 500 } };
      expect(judge(sealed, 3, true)).toBe('news');
    },
  );
});

describe('encrypted BTHome frames (32-bit counter)', () => {
  it('are judged by their counter, whatever their packet id says', () => {
    const { judge } = guarded();
    const sealed = { family: 'bthome-v2', encrypted: true } as const;
    const frames = [
      { packet: 7, verified: 500 },
      { packet: 7, verified: 501 },
      { packet: 8, verified: 499 },
    ];
    const judged = frames.map((sequence, i) => judge({ ...sealed, sequence }, 60 * i, true));
    expect(judged).toEqual(['news', 'news', 'replay']);
  });
});

describe.each<Family>(['atc1441', 'atc1441-encrypted', 'pvvx', 'pvvx-encrypted', 'qingping'])(
  '%s (8-bit counter that begins at 0 with a new battery)',
  (family) => {
    it('may be plain, also from a device that has a key', () => {
      const plain = { family, encrypted: false, sequence: { packet: 7 } };
      expect(guarded().judge(plain, 0, true)).toBe('news');
    });
  },
);

describe('ReplayGuard', () => {
  it('takes frames without a counter for news, and keeps nothing of them', () => {
    const { guard, judge } = guarded();
    expect(judge({ family: 'miscale-v2', sequence: {} }, 0)).toBe('news');
    expect(judge({ family: 'miscale-v2', sequence: {} }, 0)).toBe('news');
    expect(guard.size).toBe(0);
  });

  it('keeps nothing of frames with a fault: they prove nothing', () => {
    const { guard, judge } = guarded();
    const broken = { fault: 'auth_failed', encrypted: true, sequence: { packet: 9 } } as const;
    expect(judge(broken, 0, true)).toBe('news');
    expect(judge(broken, 1, true)).toBe('news');
    expect(guard.size).toBe(0);
    expect(judge({ sequence: { packet: 9 } }, 2, true)).toBe('news');
  });

  it('counts for each format, and for each device, by itself', () => {
    const { judge } = guarded();
    const frame = { sequence: { packet: 9 } };
    expect(judge({ ...frame, family: 'mibeacon' }, 0)).toBe('news');
    expect(judge({ ...frame, family: 'qingping' }, 0)).toBe('news');
    expect(judge({ ...frame, family: 'pvvx', address: ADDRESS + 1 }, 0)).toBe('news');
    expect(judge({ ...frame, family: 'mibeacon' }, 1)).toBe('repeat');
    expect(judge({ ...frame, family: 'qingping' }, 1)).toBe('repeat');
  });

  it('forgets one device, in all of its formats, and no other', () => {
    const { guard, judge } = guarded();
    const frames = [
      { family: 'mibeacon', sequence: { packet: 9 } },
      { family: 'qingping', sequence: { packet: 9 } },
      { family: 'mibeacon', sequence: { packet: 9 }, address: ADDRESS + 1 },
    ] as const;
    for (const frame of frames) judge(frame, 0);
    guard.forget(ADDRESS);
    expect(guard.size).toBe(1);
    expect(frames.map((frame) => judge(frame, 1))).toEqual(['news', 'news', 'repeat']);
  });

  it('remembers so many devices, the last that were heard', () => {
    const { guard, judge } = guarded(new ReplayGuard(3));
    const heard = (device: number, second: number) =>
      judge({ address: device, sequence: { packet: 9 } }, second);
    for (const device of [1, 2, 3]) expect(heard(device, 0)).toBe('news');
    expect(heard(1, 1)).toBe('repeat');
    expect(heard(4, 2)).toBe('news');
    expect(guard.size).toBe(3);
    expect([1, 3, 4].map((device) => heard(device, 3))).toEqual(['repeat', 'repeat', 'repeat']);
    expect(heard(2, 4)).toBe('news');
  });

  it('keeps what a key has proven through a flood of 100,000 addresses in a minute', () => {
    const { guard, judge } = guarded();
    expect(judge(sealed(500), 0)).toBe('news');
    for (let i = 0; i < 100_000; i++) {
      judge({ address: i, sequence: { packet: (i % 255) + 1 } }, i * 0.0006);
    }
    expect(guard.size).toBeLessThanOrEqual(2049);
    expect(judge(sealed(500), 60)).toBe('repeat');
    expect(judge(sealed(499), 61)).toBe('replay');
  });

  it('remembers so many proven devices, and no more', () => {
    const { guard, judge } = guarded(new ReplayGuard(100));
    for (let address = 0; address < 1000; address++) {
      judge({ address, encrypted: true, sequence: { verified: 5 } }, address);
    }
    expect(guard.size).toBe(100);
    expect(judge({ address: 999, encrypted: true, sequence: { verified: 5 } }, 1000)).toBe(
      'repeat',
    );
  });
});

describe('ReplayGuard, kept over a restart', () => {
  it('refuses what it refused before, and knows copies of the last frame', () => {
    const before = guarded();
    for (const counter of [498, 499, 500]) before.judge(sealed(counter), counter);
    const { guard, judge } = guarded();
    guard.restore(ADDRESS, throughJson(before.guard.export(ADDRESS)));
    expect([500, 499].map((counter) => judge(sealed(counter), 600))).toEqual(['repeat', 'replay']);
    expect(judge(sealed(501), 601)).toBe('news');
  });

  it('goes on to let a device begin anew that shows two lower counters that rise', () => {
    const before = guarded();
    before.judge(sealed(500), 0);
    before.judge(sealed(7), 100);
    const { guard, judge } = guarded();
    guard.restore(ADDRESS, throughJson(before.guard.export(ADDRESS)));
    expect(judge(sealed(8), 200)).toBe('news');
  });

  it('keeps each format of a device for itself, and the 8-bit counters too', () => {
    const before = guarded();
    before.judge(idle(9), 0);
    before.judge({ family: 'pvvx', sequence: { packet: 4 } }, 0);
    const { guard, judge } = guarded();
    guard.restore(ADDRESS, throughJson(before.guard.export(ADDRESS)));
    expect(judge(idle(9), 1)).toBe('repeat');
    expect(judge({ family: 'pvvx', sequence: { packet: 4 } }, 1)).toBe('repeat');
    expect(judge({ family: 'pvvx', sequence: { packet: 9 } }, 1)).toBe('news');
  });

  it('has nothing to keep of a device that never showed a counter', () => {
    const { guard } = guarded();
    expect(guard.export(ADDRESS)).toEqual({});
    guard.restore(ADDRESS, {});
    expect(guard.size).toBe(0);
  });
});

/** As a store gives it back. */
function throughJson(saved: SavedCounters): SavedCounters {
  return JSON.parse(JSON.stringify(saved));
}

/** An idle frame: nothing in it is encrypted. */
function idle(packet: number): Partial<Findings> {
  return { encrypted: false, sequence: { packet } };
}

/** An encrypted frame whose tag was verified. */
function sealed(verified: number): Partial<Findings> {
  return { encrypted: true, sequence: { verified } };
}

/** A guard that judges frames of a MiBeacon device, or whatever else is said of them. */
function guarded(guard: ReplayGuard = new ReplayGuard()) {
  const judge = (findings: Partial<Findings>, second: number, hasKey = false): Freshness => {
    const plain = { family: 'mibeacon', address: ADDRESS, encrypted: false } as const;
    const measurement = new Measurement({ ...plain, describe: () => ({}), ...findings });
    return guard.judge(measurement, second * 1000, hasKey);
  };
  return { guard, judge };
}

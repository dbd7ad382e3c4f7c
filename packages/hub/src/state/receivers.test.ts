import { describe, expect, it } from 'vitest';
import { MAX_RECEIVERS, Receivers } from './receivers.ts';

describe('Receivers', () => {
  it('stays with the best one while another is hardly better', () => {
    const { heard, best } = setUp();
    heard('attic', -70, 0);
    for (let s = 1; s < 100; s++) {
      heard('attic', -70, s);
      heard('cellar', -65, s);
    }
    expect(best()).toBe('attic -70');
  });

  it('changes to one that is better by 6 dB, once that is no passing moment', () => {
    const { heard, best } = setUp();
    heard('attic', -70, 0);
    heard('cellar', -80, 0);
    heard('cellar', -50, 1);
    expect(best()).toBe('attic -70');
    for (const s of [2, 3, 4]) heard('cellar', -55, s);
    expect(best()).toBe('cellar -55');
  });

  it('gives up the best one when it misses what others hear, not while all are silent', () => {
    const { heard, best } = setUp();
    heard('attic', -50, 0);
    for (let s = 600; s < 606; s += 0.1) heard('cellar', -80, s);
    expect(best()).toBe('attic -50');
    for (const s of [1_200, 1_800]) heard('cellar', -80, s);
    expect(best()).toBe('cellar -80');
  });

  it('lists those that heard it lately, the best first, those of other hubs among them', () => {
    const { heard, list } = setUp();
    heard('attic', -50, 0);
    heard('gone', -55, -700);
    heard('cellar', -80, 10);
    expect(list(20)).toEqual(['attic', 'garage', 'cellar']);
    expect(list(620)).toEqual(['attic', 'garage']);
  });

  it('keeps them for three intervals of a device that speaks seldom', () => {
    const { heard, list } = setUp();
    heard('attic', -50, 3_600);
    heard('cellar', -80, 0);
    expect(list(3_600, 3_600_000)).toEqual(['attic', 'garage', 'cellar']);
  });

  it('remembers so many, and never loses the best', () => {
    const { heard, list, best } = setUp();
    heard('best', -30, 0);
    for (let n = 0; n < 50; n++) heard(`r${n}`, -60, n / 10);
    expect(list(5)).toHaveLength(MAX_RECEIVERS);
    expect(best()).toBe('best -30');
  });

  it('takes one that does not tell how strong for weaker than all that do', () => {
    const { receivers, heard, best } = setUp();
    receivers.heard('silent', undefined, 0, 0);
    heard('cellar', -95, 0);
    expect(best()).toBe('cellar -95');
  });
});

function setUp() {
  const receivers = new Receivers();
  const garage = { receiver: 'garage', rssiDbm: -60, lastSeenMs: 0 };
  return {
    receivers,
    heard: (receiver: string, rssiDbm: number, second: number) =>
      receivers.heard(receiver, rssiDbm, second * 1_000, second * 1_000),
    best: () => `${receivers.best?.receiver} ${receivers.best?.rssiDbm}`,
    list: (second: number, intervalMs?: number) =>
      receivers.list(second * 1_000, intervalMs, [garage]).map(({ receiver }) => receiver),
  };
}

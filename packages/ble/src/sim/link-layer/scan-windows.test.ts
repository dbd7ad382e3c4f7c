import { describe, expect, it } from 'vitest';
import { CLOSED, ScanWindows } from './scan-windows.ts';

/** 100 ms and 30 ms, in units of 0.625 ms. */
const PART = { scanInterval: 160, scanWindow: 48 };
const ALWAYS = { scanInterval: 160, scanWindow: 160 };
const [LE_1M, LE_2M, LE_CODED] = [1, 2, 3] as const;

describe('ScanWindows', () => {
  it('are open for the window at the begin of each interval, on one channel after the other (4.4.3)', () => {
    const windows = new ScanWindows(1000, { le1M: PART });
    const at = (ms: number) => windows.channelAt(LE_1M, 1000 + ms * 1000);
    expect([0, 29.9, 30, 99.9].map(at)).toEqual([38, 38, CLOSED, CLOSED]);
    expect([100, 200, 300, 329].map(at)).toEqual([39, 37, 38, 38]);
  });

  it('never close where the window is as long as the interval', () => {
    const windows = new ScanWindows(0, { le1M: ALWAYS });
    const channels = Array.from({ length: 1000 }, (_, ms) => windows.channelAt(LE_1M, ms * 1000));
    expect(channels).not.toContain(CLOSED);
    expect(new Set(channels).size).toBe(3);
  });

  it('listen on the PHYs they are told to, and never on 2M (4.4.2.2)', () => {
    const windows = new ScanWindows(0, { leCoded: ALWAYS });
    expect(windows.channelAt(LE_CODED, 5)).not.toBe(CLOSED);
    expect([windows.channelAt(LE_1M, 5), windows.channelAt(LE_2M, 5)]).toEqual([CLOSED, CLOSED]);
  });

  it.each([
    ['one behind the other where both fit', PART],
    ['in turns where they do not', ALWAYS],
  ])('give two PHYs the radio %s', (_, phy) => {
    const windows = new ScanWindows(0, { le1M: phy, leCoded: phy });
    const open = Array.from({ length: 1000 }, (_, ms) => {
      const [first, second] = [LE_1M, LE_CODED].map((one) => windows.channelAt(one, ms * 1000));
      expect(first !== CLOSED && second !== CLOSED).toBe(false);
      return [first !== CLOSED, second !== CLOSED];
    });
    const share = open.filter(([isOpen]) => isOpen).length;
    expect(open.filter(([, isOpen]) => isOpen)).toHaveLength(share);
    expect(share).toBe(phy === PART ? 300 : 500);
  });
});

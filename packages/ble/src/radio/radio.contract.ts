// What everything that calls itself a Radio must do, as tests.

import { describe, expect, it } from 'vitest';
import type { Advert } from './advert.ts';
import type { Radio, ScanOptions } from './radio.ts';

/** A radio to try. Each scan of it must hear three adverts or more. */
export interface RadioOnTrial {
  readonly radio: Radio;
  /** Lets time pass until a promise settles; left out where time passes by itself. */
  readonly run?: <T>(promise: Promise<T>) => Promise<T>;
}

const ADDRESS_TYPES = ['public', 'random', 'publicIdentity', 'randomIdentity', 'anonymous'];

/** Core Spec v5.4, Vol 4, Part E, 7.8.54. */
const MOST_DATA = 1650;

/**
 * Declares the tests that every radio passes.
 *
 * @param open opens a radio of its own for each test; the test closes it.
 */
export function radioContract(name: string, open: () => Promise<RadioOnTrial>): void {
  describe(`${name}, as any Radio`, () => {
    it('has a name', () =>
      trial(async ({ radio }) => {
        expect(radio.name).not.toBe('');
      }));

    it('gives adverts whose facts can be', () =>
      trial(async ({ radio, run }) => {
        for (const advert of await run(take(radio, 3))) expectSane(advert);
      }));

    it('can scan again after a scan was left', () =>
      trial(async ({ radio, run }) => {
        expect(await run(take(radio, 1))).toHaveLength(1);
        expect(await run(take(radio, 3))).toHaveLength(3);
      }));

    it('gives no more once the signal has aborted, and throws nothing', () =>
      trial(async ({ radio, run }) => {
        const stop = new AbortController();
        const heard: Advert[] = [];
        const scanning = forEach(radio, { signal: stop.signal }, (advert) => {
          heard.push(advert);
          if (heard.length === 2) stop.abort();
        });
        await run(scanning);
        expect(heard).toHaveLength(2);
      }));

    it('ends a scan that waits for an advert when the signal aborts', () =>
      trial(async ({ radio, run }) => {
        const stop = new AbortController();
        const scan = radio.scan({ signal: stop.signal })[Symbol.asyncIterator]();
        await run(scan.next());
        const waiting = scan.next();
        stop.abort();
        await run(waiting);
        expect(await run(scan.next())).toEqual({ done: true, value: undefined });
      }));

    it('gives nothing under a signal that aborted before', () =>
      trial(async ({ radio, run }) => {
        const stop = new AbortController();
        stop.abort();
        const heard: Advert[] = [];
        await run(forEach(radio, { signal: stop.signal }, (advert) => heard.push(advert)));
        expect(heard).toEqual([]);
      }));

    it('scans on when a signal of an earlier scan aborts', () =>
      trial(async ({ radio, run }) => {
        const stop = new AbortController();
        await run(take(radio, 1, { signal: stop.signal }));
        stop.abort();
        expect(await run(take(radio, 2))).toHaveLength(2);
      }));

    it('ends a scan that waits for an advert when it is closed', () =>
      trial(async ({ radio, run }) => {
        const scan = radio.scan()[Symbol.asyncIterator]();
        await run(scan.next());
        const waiting = scan.next();
        await run(radio.close());
        await run(waiting);
        expect(await run(scan.next())).toEqual({ done: true, value: undefined });
      }));

    it('takes no harm from being closed twice', () =>
      trial(async ({ radio, run }) => {
        await run(radio.close());
        await expect(run(radio.close())).resolves.toBeUndefined();
      }));

    it('is closed by `await using`', () =>
      trial(async ({ radio, run }) => {
        const scan = radio.scan()[Symbol.asyncIterator]();
        await run(scan.next());
        await run(radio[Symbol.asyncDispose]());
        await run(scan.next());
        expect(await run(scan.next())).toEqual({ done: true, value: undefined });
      }));
  });

  async function trial(test: (on: Required<RadioOnTrial>) => Promise<void>): Promise<void> {
    const { radio, run = (promise) => promise } = await open();
    try {
      await test({ radio, run });
    } finally {
      await run(radio.close());
    }
  }
}

/** The first adverts of a scan, which is then left. */
async function take(radio: Radio, count: number, options?: ScanOptions): Promise<Advert[]> {
  const adverts: Advert[] = [];
  for await (const advert of radio.scan(options)) {
    adverts.push(advert);
    if (adverts.length === count) break;
  }
  return adverts;
}

async function forEach(
  radio: Radio,
  options: ScanOptions,
  visit: (advert: Advert) => void,
): Promise<void> {
  for await (const advert of radio.scan(options)) visit(advert);
}

function expectSane(advert: Advert): void {
  expect(advert.address).toMatch(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/);
  expect(advert.addressValue).toBe(Number.parseInt(advert.address.replaceAll(':', ''), 16));
  expect(ADDRESS_TYPES).toContain(advert.addressType);
  expect(advert.data.length).toBeLessThanOrEqual(MOST_DATA);
  expect(Number.isFinite(advert.timeMs)).toBe(true);
  expectWithin(advert.rssiDbm, -127, 20);
  expectWithin(advert.txPowerDbm, -127, 20);
  expectWithin(advert.sid, 0, 15);
}

/** A number is in its range where it is there at all. */
function expectWithin(value: number | undefined, least: number, most: number): void {
  if (value === undefined) return;
  expect(Number.isInteger(value)).toBe(true);
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}

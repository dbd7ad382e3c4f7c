// The live view in a real browser: what comes is shown, where it belongs, whatever happens to the hub.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium, startChromium, WatchedPage } from './chromium.ts';
import { ServedHome } from './served-home.ts';
import { heardBy } from './told-updates.ts';

/** A slow machine that does much else needs time; what is right comes at once. */
const PATIENCE_MS = 60_000;
/** So many sensors of the home speak within seconds. */
const SOME = 20;

describeInChromium()('the live view', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let home: ServedHome;

  beforeAll(async () => {
    [browser, home] = await Promise.all([startChromium(), ServedHome.start()]);
  });
  afterAll(async () => {
    await browser.close();
    await home[Symbol.asyncDispose]();
  });

  it('shows the simulated home, and keeps showing what comes', async () => {
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    await openHome(page, home.url);
    const before = await newsOf(page);
    await page.waitForFunction(
      (count) => {
        const circles = [...document.querySelectorAll('[data-news]')];
        return (
          circles.filter((circle) => Number(circle.getAttribute('data-news')) > 1).length > count
        );
      },
      5,
      { timeout: PATIENCE_MS },
    );
    expect(Object.keys(await newsOf(page)).length).toBeGreaterThanOrEqual(
      Object.keys(before).length,
    );
    expect(watched.faults).toEqual([]);
  });

  it('starts the circle of a widget with its data, and touches no other', async () => {
    await using watched = await WatchedPage.in(browser, { moves: true });
    const { page } = watched;
    const told = heardBy(page);
    // The last day is drawn once it is there, in every widget.
    const day = page.waitForResponse(/\/api\/v1\/day/, { timeout: PATIENCE_MS });
    await openHome(page, home.url);
    await (await day).finished();
    await drawn(page);
    const from = told.length;
    await drawn(page);
    await watchWidgets(page);
    const before = await newsOf(page);
    await page.waitForFunction(() => touchedWidgets().length >= 5, undefined, {
      timeout: PATIENCE_MS,
    });
    // What is read here was told before, and nothing is told between the two.
    const { touched, news } = await page.evaluate(() => ({
      touched: touchedWidgets(),
      news: Object.fromEntries(
        [...document.querySelectorAll('article[data-device]')].map((widget) => [
          widget.getAttribute('data-device') ?? '',
          Number(widget.querySelector('[data-news]')?.getAttribute('data-news') ?? 0),
        ]),
      ),
    }));
    const updates = told.slice(from);
    expect(touched.filter((id) => !updates.some((update) => update.id === id))).toEqual([]);
    const restarted = Object.keys(news).filter((id) => news[id] !== before[id]);
    expect(restarted.length).toBeGreaterThan(0);
    for (const id of restarted) {
      // Many in one frame are one news: never more than were told.
      const count = updates.filter((update) => update.id === id).length;
      expect((news[id] ?? 0) - (before[id] ?? 0), id).toBeLessThanOrEqual(count);
    }
    expect(watched.faults).toEqual([]);
  });

  it('tells two browsers the same', async () => {
    await using first = await WatchedPage.in(browser);
    await using second = await WatchedPage.in(browser, { screen: 'phone', scheme: 'dark' });
    const toldFirst = heardBy(first.page);
    const toldSecond = heardBy(second.page);
    await Promise.all([openHome(first.page, home.url), openHome(second.page, home.url)]);
    const enough = () => Math.min(toldFirst.length, toldSecond.length) >= 12;
    await expect.poll(enough, { timeout: PATIENCE_MS }).toBe(true);
    const [from, to] = [
      Math.max(toldFirst[0]?.seq ?? 0, toldSecond[0]?.seq ?? 0),
      Math.min(toldFirst.at(-1)?.seq ?? 0, toldSecond.at(-1)?.seq ?? 0),
    ];
    const between = (told: typeof toldFirst) =>
      told.filter(({ seq }) => seq >= from && seq <= to).map(({ seq }) => seq);
    expect(between(toldFirst).length).toBeGreaterThan(3);
    expect(between(toldFirst)).toEqual(between(toldSecond));
  });

  it('outlives its hub, and goes on where it was when that is back', async () => {
    await using own = await ServedHome.start();
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    await openHome(page, own.url);
    await page.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));
    await own.stop('SIGKILL');
    await page.waitForSelector('html[data-live=reconnecting]', { timeout: PATIENCE_MS });
    expect(await page.locator('article[data-device]').count()).toBeGreaterThan(SOME);
    await own.startAgain();
    await page.waitForSelector('html[data-live=live]', { timeout: PATIENCE_MS });
    const before = await newsOf(page);
    await expect
      .poll(async () => JSON.stringify(await newsOf(page)) !== JSON.stringify(before), {
        timeout: PATIENCE_MS,
      })
      .toBe(true);
    expect(await page.evaluate(() => 'isTheSamePage' in globalThis)).toBe(true);
  });

  it('starts without its hub once it was there, and says that it shows the past', async () => {
    await using own = await ServedHome.start();
    await using watched = await WatchedPage.in(browser, { screen: 'phone' });
    const { page } = watched;
    await openHome(page, own.url);
    // The cast holds: `ready` is there in every secure context, as this machine's own pages are.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    // A worker serves pages that are opened after it was installed.
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await openHome(page, own.url);
    await own.stop();
    await page.reload();
    await page.waitForSelector('article[data-device]', { timeout: PATIENCE_MS });
    expect(await page.locator('article[data-device]').count()).toBeGreaterThan(SOME);
    expect(await page.getAttribute('html', 'data-live')).not.toBe('live');
  });
});

/** Opens the live view, and waits until the home is there. */
async function openHome(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('html[data-live=live]', { timeout: PATIENCE_MS });
  await page.waitForFunction(
    (some) => document.querySelectorAll('article[data-device]').length > some,
    SOME,
    { timeout: PATIENCE_MS },
  );
}

/** Half a second of frames: what was told before is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 30; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

/** How often each widget had news. */
function newsOf(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('article[data-device]')].map((widget) => [
        widget.getAttribute('data-device') ?? '',
        Number(widget.querySelector('[data-news]')?.getAttribute('data-news') ?? 0),
      ]),
    ),
  );
}

/** In the page: the widgets that were touched since `watchWidgets`. */
declare function touchedWidgets(): readonly string[];

/** Notes each widget in which something changes; but ages, which count up without any news. */
async function watchWidgets(page: Page): Promise<void> {
  await page.evaluate(() => {
    const touched = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const id = element?.closest('article[data-device]')?.getAttribute('data-device');
        if (id && !element?.closest('time')) touched.add(id);
      }
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(globalThis, { touchedWidgets: () => [...touched] });
  });
}

// Every page of the dashboard, on a phone and on a desk, by day and by night: whole, readable for all, and in bounds.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { addressDigits } from '@bluebell/ble/core';
import { simulatedHome } from '@bluebell/sensors/virtual';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium, SCREENS, startChromium, WatchedPage } from './chromium.ts';
import { keepPicture } from './pictures.ts';
import { ServedHome } from './served-home.ts';

const PATIENCE_MS = 60_000;
const LONG = Boolean(process.env.BLUEBELL_LONG ?? process.env.BLUEBELL_PICTURES);
const BATHROOM = simulatedHome().devices.find(({ product }) => product === 'LYWSD03MMC');
const DEVICE = addressDigits(BATHROOM?.address ?? 0);

/** Where each page is, and the view that it shows. */
const PAGES: readonly (readonly [name: string, hash: string, view: string])[] = [
  ['home', '#/', 'home'],
  ['device', `#/devices/${DEVICE}`, 'device'],
  ['import', '#/import', 'import'],
  ['keys', '#/keys', 'keys'],
  ['phones', '#/phones', 'irk'],
  ['homekit', '#/homekit', 'homekit'],
  ['packets', '#/packets', 'packets'],
  ['console', '#/console', 'console'],
  ['settings', '#/settings', 'settings'],
  ['radios', '#/radios', 'radios'],
  ['health', '#/health', 'health'],
  ['backups', '#/backups', 'backups'],
  ['welcome', '#/welcome', 'welcome'],
];

const NARROW = { width: 320, height: 640 };

/** All four where there is time, as `.ci/run` has it; else the one that most people have. */
const LOOKS = (['phone', 'desktop'] as const).flatMap((screen) =>
  (['light', 'dark'] as const)
    .filter((scheme) => LONG || (screen === 'phone' && scheme === 'light'))
    .map((scheme) => ({ screen, scheme })),
);

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInChromium()('every page', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let home: ServedHome;

  beforeAll(async () => {
    [browser, home] = await Promise.all([startChromium(), ServedHome.start()]);
  });
  afterAll(async () => {
    await browser.close();
    await home[Symbol.asyncDispose]();
  });

  it.each(PAGES)('%s is whole and in bounds, in every look', async (name, hash, view) => {
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    await page.goto(`${home.url}${hash}`);
    await page.waitForSelector(`[data-view=${view}][data-ready]`, { timeout: PATIENCE_MS });
    await looksWell(page, name);
    await page.setViewportSize(NARROW);
    expect(await overflow(page), `${name}, on the narrowest phones`).toBe(0);
    expect(watched.faults).toEqual([]);
  });

  it.each(['importer', 'qr'])('also stands alone: %s.html', async (name) => {
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${home.url}${name}.html`);
    await page.waitForSelector('[data-view][data-ready]', { timeout: PATIENCE_MS });
    await looksWell(page, `${name}-alone`);
    // It needs no hub: a site of files is enough.
    expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
    expect(watched.faults).toEqual([]);
  });
});

/** On a phone and on a desk, by day and by night: readable for all, within the window; and kept as a picture. */
async function looksWell(page: Page, name: string): Promise<void> {
  for (const { screen, scheme } of LOOKS) {
    await page.setViewportSize(SCREENS[screen]);
    await page.emulateMedia({ colorScheme: scheme });
    await settle(page);
    const look = `${name}-${screen}-${scheme}`;
    // By night nothing but colours is another.
    expect(await violations(page, scheme === 'dark' ? ['color-contrast'] : []), look).toEqual([]);
    expect(await overflow(page), look).toBe(0);
    await keepPicture(page, look);
  }
}

/** Until fonts and transitions are where they end: half a colour has half a contrast. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter((animation) => animation instanceof CSSTransition)
      .map((animation) => animation.finished.catch(() => undefined));
    await Promise.all(ending);
  });
}

/** What axe-core finds, in short: the rule, and where. @param rules these alone; all where there are none. */
async function violations(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(await axe);
  return page.evaluate(async (only) => {
    // The cast holds: the script above puts it there.
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: readonly {
            id: string;
            nodes: readonly { target: readonly unknown[]; failureSummary?: string }[];
          }[];
        }>;
      };
    };
    const { violations: found } = await tool.run(only.length === 0 ? {} : { runOnly: only });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  }, rules);
}

/** By how many pixels a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}

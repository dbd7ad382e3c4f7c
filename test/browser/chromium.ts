// Debian's Chromium for tests, and what went wrong in its pages.

import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

const PATH = '/usr/bin/chromium';

/** It looks for nothing on any network but what tests tell it to. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The screens that people have. */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;

/** One of them. */
export type Screen = keyof typeof SCREENS;

/** How a page is looked at. */
export interface Look {
  readonly screen?: Screen;
  readonly scheme?: 'light' | 'dark';
  /** Whether things move, which is a lot of work without a graphics card. Default: as little as may be. */
  readonly moves?: boolean;
}

/** `describe` for tests that need it: left out on a user's machine without, and failing where CI is `true`. */
export function describeInChromium(): typeof describe | typeof describe.skip {
  if (existsSync(PATH) || process.env.CI === 'true') return describe;
  process.stderr.write(
    'chromium not installed: tests with it are skipped. On Debian: apt-get install chromium\n',
  );
  return describe.skip;
}

/** Starts it. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: FLAGS });
}

/** A page that notes what it should not have done. */
export class WatchedPage implements AsyncDisposable {
  readonly page: Page;
  /** Errors, in the console and not caught, and what the content security policy refused. */
  readonly faults: string[] = [];
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
    page.on('console', (message) => {
      // What the hub refuses is no fault of the page: it shows it in words.
      const isAnswer = /the server responded with a status of 4/.test(message.text());
      if (message.type() === 'error' && !isAnswer) this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(`not caught: ${error.message}`));
  }

  /** Opens an empty page, of a browser that knows nothing yet. */
  static async in(browser: Browser, look: Look = {}) {
    const { screen = 'desktop', scheme = 'light', moves = false } = look;
    const context = await browser.newContext({
      viewport: SCREENS[screen],
      colorScheme: scheme,
      reducedMotion: moves ? 'no-preference' : 'reduce',
    });
    return new WatchedPage(await context.newPage(), context);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

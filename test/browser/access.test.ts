// Who may see the dashboard, from where, and what names it must stand: in a real browser.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatAddress } from '@bluebell/ble/core';
import { simulatedHome } from '@bluebell/sensors/virtual';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../program/bluebell.ts';
import { describeInChromium, startChromium, WatchedPage } from './chromium.ts';
import { ServedHome } from './served-home.ts';

const PATIENCE_MS = 60_000;
const PASSWORD = 'correct horse battery';

describeInChromium()('the dashboard', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  it('asks for the password, and leads back to the same page, also when a session has ended', async () => {
    await using home = await ServedHome.start(['run', '--demo'], {
      env: { BLUEBELL_WEB__PASSWORD: PASSWORD },
    });
    await using watched = await WatchedPage.in(browser, { screen: 'phone' });
    const { page } = watched;
    await page.goto(`${home.url}#/radios`);
    await logIn(page, 'wrong');
    await page
      .getByText(/not the|wrong|does not|is not right/i)
      .first()
      .waitFor();
    await logIn(page, PASSWORD);
    await page.waitForSelector('[data-view=radios][data-ready]');

    await page.context().clearCookies();
    await page.goto(`${home.url}#/health`);
    await page.reload();
    await logIn(page, PASSWORD);
    await page.waitForSelector('[data-view=health][data-ready]');
    expect(page.url()).toContain('#/health');
    const cookies = await page.context().cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Lax' },
    ]);
  });

  it('shows names as they are, whatever they hold, and stays in shape', async () => {
    const sensors = simulatedHome().devices.filter(({ kind, key }) => kind === 'sensor' && !key);
    const data = temporaryFolder();
    const config = join(data, 'names.yaml');
    const devices = NAMES.map((name, at) => [formatAddress(sensors[at]?.address ?? 0), { name }]);
    writeFileSync(
      config,
      JSON.stringify({
        broker: { port: 0 },
        radios: ['sim'],
        devices: Object.fromEntries(devices),
      }),
    );
    await using home = await ServedHome.start(['run', '--config', config], { data });
    for (const screen of ['phone', 'desktop'] as const) {
      await using watched = await WatchedPage.in(browser, { screen });
      const { page } = watched;
      await page.goto(home.url);
      for (const name of NAMES) {
        await page.waitForFunction(
          (wanted) =>
            [...document.querySelectorAll('article[data-device] bdi')].some(
              ({ textContent }) => textContent === wanted,
            ),
          name,
          { timeout: PATIENCE_MS },
        );
      }
      expect(await page.evaluate(() => 'isOverrun' in globalThis)).toBe(false);
      const { width, widest } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        widest: Math.max(
          ...[...document.querySelectorAll('article[data-device]')].map(
            (widget) => widget.scrollWidth - widget.clientWidth,
          ),
        ),
      }));
      expect([width, widest]).toEqual([0, 0]);
      expect(watched.faults).toEqual([]);
    }
  });

  it('works behind a proxy, under any path', async () => {
    await using home = await ServedHome.start();
    await using proxy = await PathProxy.to(home.url, '/some/where/');
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    await page.goto(`${proxy.url}#/`);
    await page.waitForSelector('html[data-live=live]', { timeout: PATIENCE_MS });
    await page.waitForSelector('article[data-device]', { timeout: PATIENCE_MS });
    await page.goto(`${proxy.url}#/settings`);
    await page.waitForSelector('[data-view=settings][data-ready]', { timeout: PATIENCE_MS });
    expect(proxy.strays).toEqual([]);
    expect(watched.faults).toEqual([]);
  });

  it('says where a pasted file is wrong, and what was expected there', async () => {
    await using home = await ServedHome.start();
    await using watched = await WatchedPage.in(browser);
    const { page } = watched;
    await page.goto(`${home.url}importer.html`);
    await page.waitForSelector('[data-view][data-ready]');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /file/i }).first().click(),
    ]);
    const text = '[\n  {"MAC": "A4C138000001", "PID": "055b" "key": ""}\n]';
    await chooser.setFiles({ name: 'mi32cfg', mimeType: '', buffer: Buffer.from(text) });
    const words = page.getByText(/line 2, column \d+.*expected/i).first();
    await words.waitFor({ timeout: PATIENCE_MS });
  });
});

/** Names as neighbours, jokers and attackers give them: each as long as a name may be at most. */
const NAMES = [
  '<img src=x onerror="globalThis.isOverrun=1">',
  '<script>globalThis.isOverrun = 1</script>',
  '\u202eright to left\u202c and back',
  'W'.repeat(64),
  '👩‍👩‍👧‍👦🏳️‍🌈 kitchen 🌡️',
];

async function logIn(page: Page, password: string): Promise<void> {
  await page.locator('input[type=password]').fill(password);
  const user = page.locator('input[autocomplete=username]');
  if ((await user.inputValue()) === '') await user.fill('admin');
  await page.locator('input[type=password]').press('Enter');
}

/** A proxy that shows a hub below a path, and knows nothing of it. */
class PathProxy implements AsyncDisposable {
  readonly url: string;
  /** What a page asked for outside of its path. */
  readonly strays: string[];
  readonly #server: ReturnType<typeof createServer>;

  private constructor(url: string, strays: string[], server: ReturnType<typeof createServer>) {
    this.url = url;
    this.strays = strays;
    this.#server = server;
  }

  static async to(target: string, path: string): Promise<PathProxy> {
    const strays: string[] = [];
    const onward = (url = '') => new URL(url.slice(path.length) || './', target);
    const server = createServer((incoming, outgoing) => {
      if (!incoming.url?.startsWith(path)) {
        // A browser looks for it by itself.
        if (incoming.url !== '/favicon.ico') strays.push(incoming.url ?? '');
        outgoing.writeHead(404).end();
        return;
      }
      const { method, headers } = incoming;
      const passed = request(onward(incoming.url), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
    });
    server.on('upgrade', (incoming, socket, head) => {
      const passed = request(onward(incoming.url), { headers: incoming.headers });
      passed.on('upgrade', ({ rawHeaders }, far, farHead) => {
        const lines = rawHeaders.flatMap((word, at) =>
          at % 2 === 0 ? [`${word}: ${rawHeaders[at + 1]}`] : [],
        );
        socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
        socket.write(farHead);
        far.write(head);
        far.pipe(socket).pipe(far);
        far.on('error', () => socket.destroy());
        socket.on('error', () => far.destroy());
      });
      passed.on('error', () => socket.destroy());
      passed.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The cast holds: a server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo;
    return new PathProxy(`http://127.0.0.1:${port}${path}`, strays, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

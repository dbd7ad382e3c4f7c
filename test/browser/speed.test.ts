// How quick the page is: figures for whoever reads the report. Only sizes, which are the same everywhere, are judged.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressDigits, toHex } from '@bluebell/ble/core';
import mqtt from 'mqtt';
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../program/bluebell.ts';
import { describeInChromium, startChromium, WatchedPage } from './chromium.ts';
import { ServedHome } from './served-home.ts';
import { longTasksIn, type TraceEvent } from './trace.ts';

const PATIENCE_MS = 90_000;
const LARGEST_LOAD = 200_000;
const DEVICES = 500;
const UPDATES_PER_SECOND = 200;
const ROUNDS = 5;
const ROUND_MS = 2_000;
/** What takes as long as all other tests of a page together, `.ci/run` has time for. */
const LONG = Boolean(process.env.BLUEBELL_LONG);

describeInChromium()('the page', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  it('comes in at most 200 kB, and shows its first widgets soon', async () => {
    await using home = await ServedHome.start();
    await using watched = await WatchedPage.in(browser, { screen: 'phone' });
    const { page } = watched;
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(home.url);
    const firstMs = await page.evaluate(async () => {
      while (!document.querySelector('article[data-device]')) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now();
    });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    report(
      `first load ${(bytes / 1000).toFixed(0)} kB, first widgets after ${firstMs.toFixed(0)} ms`,
    );
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(LARGEST_LOAD);
  });

  it.runIf(LONG)('stays smooth with 500 devices and 200 updates a second', async () => {
    const data = temporaryFolder();
    const config = join(data, 'crowd.yaml');
    writeFileSync(config, CROWD);
    await using home = await ServedHome.start(['run', '--config', config], { data });
    await using crowd = await Crowd.at(home.mqttUrl);
    await using watched = await WatchedPage.in(browser, { moves: true });
    const { page } = watched;
    await crowd.speakOnce();
    await page.goto(home.url);
    await page.waitForFunction(
      (count) => document.querySelectorAll('article[data-device]').length >= count,
      DEVICES,
      { timeout: PATIENCE_MS },
    );
    const session = await page.context().newCDPSession(page);
    const longest: number[] = [];
    let tasks = 0;
    let told = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const trace = await recorded(session, async () => {
        told += await crowd.speakFor(ROUND_MS);
      });
      const found = longTasksIn(trace);
      tasks += found.tasks;
      longest.push(found.longestMs);
    }
    const median = longest.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
    report(
      `${DEVICES} devices, ${((told * 1000) / (ROUNDS * ROUND_MS)).toFixed(0)} updates/s: longest task of a ${ROUND_MS / 1000} s round ${median.toFixed(0)} ms at the median (${longest.map((ms) => ms.toFixed(0)).join(', ')}), ${tasks} tasks`,
    );
    expect(tasks).toBeGreaterThan(ROUNDS);
    expect(watched.faults).toEqual([]);
  });
});

/** A hub whose only ears are what others say on its own broker. */
const CROWD = `
broker: { enabled: true, port: 0 }
gateways: [{ kind: bluebell, topic: crowd/adverts }]
`;

/** Many thermometers, heard by a gateway of bluebell's own kind. */
class Crowd implements AsyncDisposable {
  readonly #client: mqtt.MqttClient;
  readonly #counters = new Uint8Array(DEVICES);
  #next = 0;

  private constructor(client: mqtt.MqttClient) {
    this.#client = client;
  }

  static async at(url: string): Promise<Crowd> {
    return new Crowd(await mqtt.connectAsync(url));
  }

  /** Each says something. */
  async speakOnce(): Promise<void> {
    for (let at = 0; at < DEVICES; at++) await this.#speak();
  }

  /** They speak as often as is wanted; gives how often they did. */
  async speakFor(ms: number): Promise<number> {
    const start = performance.now();
    let count = 0;
    for (let passed = 0; passed < ms; passed = performance.now() - start) {
      for (; count < (passed / 1000) * UPDATES_PER_SECOND; count++) await this.#speak();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  }

  async #speak(): Promise<void> {
    const at = this.#next;
    this.#next = (at + 1) % DEVICES;
    const counter = (this.#counters[at] ?? 0) + 1;
    this.#counters[at] = counter;
    // BTHome 2, not encrypted: packet number, temperature in hundredths, humidity.
    const temperature = 1_800 + ((counter * 37 + at) % 900);
    const packetNumber = (counter & 0xff).toString(16).padStart(2, '0');
    const measured = [0x02, temperature & 0xff, temperature >> 8, 0x2e, 30 + ((counter + at) % 40)];
    const data = `0b16d2fc4000${packetNumber}${toHex(Uint8Array.from(measured))}`;
    await this.#client.publishAsync(
      'crowd/adverts',
      JSON.stringify({
        address: addressDigits(0xa4c1_3800_0000 + at),
        rssi: -40 - (at % 50),
        data,
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** What the browser did meanwhile. */
async function recorded(
  session: CDPSession,
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { readonly value: readonly object[] }) => {
    // The cast holds: these are events as the trace format has them; a reader looks at each member.
    events.push(...(value as readonly TraceEvent[]));
  };
  session.on('Tracing.dataCollected', take);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
      ],
    },
  });
  await work();
  const done = new Promise<void>((resolve) => {
    session.once('Tracing.tracingComplete', () => resolve());
  });
  await session.send('Tracing.end');
  await done;
  session.off('Tracing.dataCollected', take);
  return events;
}

/** To the report of the run, where people look. */
function report(text: string): void {
  process.stdout.write(`page: ${text}\n`);
}

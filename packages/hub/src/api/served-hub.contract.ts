// A server for tests: a hub of two devices behind it, on a port and in a folder of its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, VirtualClock } from '@bluebell/ble/core';
import { type Config, parseConfig } from '../config/index.ts';
import { RequestDesk, type RequestPorts } from '../requests/index.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { blankDevice, type Device } from '../state/device.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';
import type { HealthSource } from './health.ts';
import type { LinkFacts } from './link-facts.ts';
import type { Live } from './live/live.ts';
import { Overview } from './overview.ts';
import type { CmDispatcher } from './routes/cm.ts';
import { type HubServer, startServer } from './server.ts';

/** What a test wants otherwise. */
export interface ServedOptions {
  readonly clock?: Clock;
  readonly dispatcher?: CmDispatcher;
  /** The section `web`, as users write it. The port is any that is free. */
  readonly web?: Readonly<Record<string, unknown>>;
  readonly devices?: readonly Device[];
  readonly radios?: readonly RadioFacts[];
  readonly link?: LinkFacts;
  readonly health?: readonly HealthSource[];
  readonly ports?: Partial<RequestPorts>;
  readonly isReady?: () => boolean;
  readonly live?: Live;
  /** A folder that outlives the server; otherwise it has one of its own. */
  readonly folder?: string;
  /** A folder with a built page. */
  readonly page?: string;
}

/** What a test gets. */
export interface ServedHub {
  readonly url: string;
  readonly server: HubServer;
  readonly overview: Overview;
  readonly requests: RequestDesk;
  readonly folder: string;
  readonly log: ReadableLog;
  /** Ids that were forgotten. */
  readonly forgotten: readonly string[];
  close(): Promise<void>;
}

/** A device that measures. */
export const KITCHEN: Device = {
  ...blankDevice(0xa4c138000001, 'sensor', 'kitchen'),
  product: 'LYWSD03MMC',
  family: 'mibeacon',
  values: { temperature: 21.5, humidity: 46.3, battery: 80 },
  rssiDbm: -60,
  lastSeenMs: 1_700_000_000_000,
  isOnline: true,
};

/** One that cannot be understood. */
export const ATTIC: Device = {
  ...blankDevice(0xa4c138000002, 'sensor', undefined),
  fault: 'missing_key',
  isOnline: false,
};

/** What became of a hundred adverts. */
export const COUNTS = {
  adverts: 100,
  repeats: 40,
  strangers: 30,
  ignored: 2,
  freshness: { news: 20, repeat: 5, replay: 2, downgrade: 1 },
  faults: { auth_failed: 3 },
  strangersKnown: 7,
  sendersKept: 2,
  countersKept: 2,
  notAdmitted: 0,
};

/** Starts one. */
export async function serve(options: ServedOptions = {}): Promise<ServedHub> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'bluebell-web-')));
  const { clock = new VirtualClock(), devices = [KITCHEN, ATTIC] } = options;
  const log = new ReadableLog();
  const config = await webConfig(options.web ?? {}, folder);
  const forgotten: string[] = [];
  const device = (id: string) => devices.find((one) => one.id === id);
  const overview = new Overview({
    hub: { devices, counts: COUNTS, device },
    hubId: '0123456789ab',
    version: '1.2.3',
    clock,
    radios: () => options.radios ?? [],
    link: options.link,
    health: options.health ?? [],
    hasDeviceMetrics: () => config.device_metrics,
  });
  const forget = (id: string) => {
    forgotten.push(id);
    return device(id) !== undefined;
  };
  const hub = { devices, device, forget, keyEntered: () => {} };
  const requests = new RequestDesk({ hub, overview, clock, ...options.ports }, log);
  const server = await startServer({
    overview,
    requests,
    dispatcher: options.dispatcher,
    isReady: options.isReady ?? (() => true),
    live: options.live,
    config,
    folder: { state: folder },
    page: options.page,
    clock,
    log,
  });
  overview.addHealth(server);
  return {
    url: server.url ?? '',
    server,
    overview,
    requests,
    folder,
    log,
    forgotten,
    async close() {
      overview.close();
      await server.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function webConfig(
  web: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<Config['web']> {
  const text = JSON.stringify({ web: { port: 0, ...web } });
  return (await parseConfig(text, join(folder, 'config.yaml'))).config.web;
}

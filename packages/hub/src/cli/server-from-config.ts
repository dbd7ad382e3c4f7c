// The server of a hub, what it tells, and what it can be asked, as a configuration describes them.

import { systemClock } from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import { type HubServer, Overview, type OverviewParts, startServer } from '../api/index.ts';
import { LatencySink } from '../api/metrics/latency-sink.ts';
import { pagePlace } from '../api/page-place.ts';
import type { CmDispatcher } from '../api/routes/cm.ts';
import type { ConfigFilePort } from '../api/v1/ports.ts';
import type { LoadedConfig } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import type { Hub } from '../hub.ts';
import type { HubLog } from '../log.ts';
import { RequestDesk, type RequestPorts } from '../requests/index.ts';
import type { History } from '../store/history.ts';
import type { StoreCopies } from '../store/open-store.ts';
import { addApi } from './api-from-config.ts';
import { backupOf } from './backup/backup-of-hub.ts';
import type { Closing } from './closing.ts';
import { keyHoldersOf } from './key/key-holders.ts';
import { addLive } from './live-from-config.ts';
import { type FollowedFile, follow } from './live-section.ts';

/** What it is made from. What is absent is not there to be told of, or asked. */
export interface ServerSetup
  extends Omit<OverviewParts, 'version' | 'clock' | 'hasDeviceMetrics' | 'hub'>,
    Pick<RequestPorts, 'doctor' | 'restart' | 'demo'> {
  readonly hub: Hub;
  /** Of the machine. */
  readonly name: string;
  /** The configuration as it is now. */
  readonly loaded: () => LoadedConfig;
  /** Where it says that it changed. */
  readonly file: FollowedFile;
  readonly folder: DataFolder;
  readonly dispatcher?: CmDispatcher | undefined;
  /** Radios that can be helped. */
  readonly watch?: RequestPorts['radios'];
  /** The history, for charts. */
  readonly past?: History | undefined;
  /** The configuration file, to be looked at and changed. */
  readonly config?: ConfigFilePort | undefined;
  /** How what is kept can be copied while the hub runs; without it, there are no backups. */
  readonly copies?: StoreCopies | undefined;
  /** Whether the start is over. */
  readonly isReady: () => boolean;
  readonly log: HubLog;
}

/** What was started. */
export interface StartedServer {
  readonly overview: Overview;
  readonly requests: RequestDesk;
  readonly server: HubServer;
}

/** Starts it where it is wanted. */
export async function addServer(setup: ServerSetup, closing: Closing): Promise<StartedServer> {
  const { loaded, folder, dispatcher, isReady, log } = setup;
  const { web } = loaded().config;
  const latency = new LatencySink(systemClock);
  setup.hub.addSink(latency);
  const overview = new Overview({
    ...setup,
    metrics: [latency, ...(setup.metrics ?? [])],
    version: packageJson.version,
    clock: systemClock,
    hasDeviceMetrics: () => loaded().config.web.device_metrics,
  });
  closing.defer(() => overview.close());
  const ports = {
    ...setup,
    overview,
    radios: setup.watch,
    history: setup.past,
    backup: setup.copies && backupOf(setup.folder, { copies: setup.copies }),
  };
  const requests = new RequestDesk(
    { ...ports, keyHolders: () => keyHoldersOf(loaded()), clock: systemClock },
    log,
  );
  const live = addLive({ hub: setup.hub, overview, log });
  const server = await startServer({
    live,
    overview,
    requests,
    dispatcher,
    isReady,
    name: setup.name,
    isDemo: () => setup.demo?.state.isOn ?? false,
    page: pagePlace(),
    api: addApi(setup, closing),
    config: web,
    folder,
    clock: systemClock,
    log,
  });
  closing.defer(() => server.close());
  follow(
    setup.file,
    (config) => config.web,
    (admitted) => server.admit(admitted),
  );
  overview.addHealth(server);
  return { overview, requests, server };
}

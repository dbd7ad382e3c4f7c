// What is live of a hub: for browsers and for programs that follow along.

import { randomBytes } from 'node:crypto';
import { type AddressValue, systemClock } from '@bluebell/ble/core';
import type { Overview } from '../api/index.ts';
import { Live } from '../api/live/live.ts';
import { liveMetrics } from '../api/live/live-metrics.ts';
import type { Hub } from '../hub.ts';
import type { HubLog } from '../log.ts';

/** What it follows. */
export interface LiveSetup {
  readonly hub: Hub;
  readonly overview: Overview;
  readonly log: Pick<HubLog, 'onEntry'>;
}

/** Told of everything from now on; nothing is written out before somebody listens. */
export function addLive({ hub, overview, log }: LiveSetup): Live {
  const keyOf = (address: AddressValue) => hub.keys.get(address);
  const live = new Live({
    clock: systemClock,
    version: overview.version,
    epoch: randomBytes(6).toString('hex'),
    devices: () => hub.devices,
    device: (id) => hub.device(id),
    health: () => overview.health(),
    tap: (onHeard) => hub.tap(onHeard),
    onEntry: (listener) => log.onEntry(listener),
    async loadDissect() {
      const { dissect } = await import('@bluebell/sensors/dissect');
      return (data, address) => [...dissect(data, { address, keyOf })];
    },
  });
  hub.addSink(live);
  overview.addMetrics(liveMetrics(live));
  return live;
}

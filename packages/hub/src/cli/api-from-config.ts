// What the API of a running hub reaches into, beside what all requests do.

import { parseAddress, systemClock } from '@bluebell/ble/core';
import { HourCounts } from '../api/hour-counts.ts';
import { PrivateAddresses } from '../api/private-addresses.ts';
import type { OptionalPorts } from '../api/v1/ports.ts';
import type { Outcome } from '../doctor/facts.ts';
import type { Hub } from '../hub.ts';
import type { Closing } from './closing.ts';

/** What is there already. */
export interface ApiSetup extends Omit<OptionalPorts, 'hub' | 'history'> {
  readonly hub: Hub;
  readonly past?: OptionalPorts['history'];
}

/** What becomes of adverts that need not be of our devices: those are not counted by sender. */
const STRANGERS: ReadonlySet<Outcome> = new Set(['unreadable', 'not_added', 'ignored']);

/** Begins to listen for what the API is asked of: sightings by hour, private addresses. */
export function addApi(setup: ApiSetup, closing: Closing): OptionalPorts {
  const { hub, past, config, problems, folder, demo, homekit } = setup;
  const hourCounts = new HourCounts(systemClock);
  const privateAddresses = new PrivateAddresses(systemClock);
  hub.addSink(hourCounts);
  closing.defer(
    hub.tap((reception, judged) => {
      privateAddresses.hear(reception);
      for (const { address, outcome } of judged) {
        if (!STRANGERS.has(outcome)) hourCounts.heard(address);
      }
    }),
  );
  return {
    hub,
    history: past,
    config,
    problems,
    folder,
    demo,
    homekit,
    hourCounts,
    privateAddresses,
    async dissect(data, address) {
      const { dissect } = await import('@bluebell/sensors/dissect');
      return dissect(data, {
        ...(address !== undefined && { address: parseAddress(address) }),
        keyOf: (one) => hub.keys.get(one),
      });
    },
  };
}

// The hub's own broker as a peer of sinks, for tests.

import { startBroker } from '../broker.ts';
import type { BrokerPeer } from './mqtt.contract.ts';

/** On any free port. */
export async function ownBroker(): Promise<BrokerPeer> {
  let broker = await startBroker({ port: 0 });
  const { url, port } = broker;
  return {
    url,
    stop: () => broker.close(),
    start: async () => {
      broker = await startBroker({ port });
    },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}

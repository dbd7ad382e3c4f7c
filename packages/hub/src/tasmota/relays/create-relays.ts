// Relays as the configuration names them: `virtual`, or `tasmota:TOPIC` with a number perhaps.

import { type Clock, systemClock } from '@bluebell/ble/core';
import type { Mi32Memory } from '../config/mi32-state.ts';
import type { Relay } from './relay.ts';
import { type RelayBus, RemoteRelay } from './remote-relay.ts';
import { VirtualRelay } from './virtual-relay.ts';

/** What relays need. */
export interface RelayMeans {
  readonly memory: Mi32Memory;
  /** Without it, relays of others are virtual: there is nobody to ask. */
  readonly bus?: RelayBus | undefined;
  readonly onTrouble: (error: unknown) => void;
  /** Default: the time of the system. */
  readonly clock?: Clock;
}

/** All relays, in the order of the configuration. */
export function createRelays(
  names: readonly string[],
  { memory, bus, onTrouble, clock = systemClock }: RelayMeans,
): readonly Relay[] {
  return names.map((name, index) => {
    const [scheme, topic, number] = name.split(':', 3);
    if (scheme === 'tasmota' && topic !== undefined && bus) {
      return new RemoteRelay({ topic, number: number ? Number(number) : undefined, bus, clock });
    }
    return new VirtualRelay({
      isOn: memory.content.relays[index] ?? false,
      keep: (isOn) =>
        memory
          .change((content) => ({ ...content, relays: withRelay(content.relays, index, isOn) }))
          .catch(onTrouble),
    });
  });
}

/** Those in front of it that were never set are off. */
function withRelay(relays: readonly boolean[], index: number, isOn: boolean): boolean[] {
  const all = Array.from(
    { length: Math.max(relays.length, index + 1) },
    (_, place) => relays[place] ?? false,
  );
  return all.with(index, isOn);
}

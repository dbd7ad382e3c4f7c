// Asking a peer for the values of a characteristic. Core Spec v5.4, Vol 3, Part G, 4.10 and 4.11.

import { UsageError, waitFor } from '../../core/index.ts';
import type { SubscribeOptions } from '../../radio/index.ts';
import type { ClientLink } from './client-link.ts';
import type { ClientCharacteristic } from './remote-characteristic.ts';
import { ClientSubscription } from './subscription.ts';
import type { ValueKind } from './value-listeners.ts';
import { withinPatience } from './within-patience.ts';

/** Subscribes to a characteristic; the queue is there before the peer is asked. */
export async function subscribe(
  characteristic: ClientCharacteristic,
  { clock, log, router }: ClientLink,
  options: SubscribeOptions,
): Promise<ClientSubscription> {
  return withinPatience(clock, options, async (patience) => {
    await characteristic.locate(patience);
    const kind = kindOf(characteristic, options);
    const { listeners } = characteristic;
    const subscription = new ClientSubscription({
      ...options,
      clock,
      log,
      kind,
      leave: (taker) => listeners.remove(taker),
    });
    listeners.add(subscription);
    router.place(listeners);
    try {
      await waitFor(listeners.sync(), clock, patience);
      return subscription;
    } catch (error) {
      // Not awaited: that it could not be begun is what the caller must hear.
      subscription.close().catch(nothing);
      throw error;
    }
  });
}

function kindOf(
  { uuid, properties }: ClientCharacteristic,
  { by, overflow }: SubscribeOptions,
): ValueKind {
  const kind = by ?? (properties.has('notify') ? 'notify' : 'indicate');
  if (!properties.has(kind)) {
    const has = [...properties].join(', ') || 'nothing';
    throw new UsageError(
      `characteristic ${uuid} cannot ${by ?? 'notify nor indicate'}, but: ${has}`,
    );
  }
  if (overflow === 'block' && kind === 'notify') {
    throw new UsageError('notifications cannot be made to wait: block is for indications');
  }
  return kind;
}

function nothing(): void {}

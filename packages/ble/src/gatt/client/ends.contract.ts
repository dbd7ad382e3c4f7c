// What the tests of the client stand on: a client on a server with attributes in memory.

import {
  attribute,
  BearerEnd,
  joinedEnds,
  type MemoryAttribute,
  MemoryStore,
  numbered,
} from '../../att/ends.contract.ts';
import {
  AttClient,
  AttError,
  AttErrorCode,
  type AttributeStore,
  AttServer,
  type AttServerOptions,
} from '../../att/index.ts';
import { DisconnectedError, type LinkEnd, toHex, VirtualClock } from '../../core/index.ts';
import type { RemoteCharacteristic, Subscription } from '../../radio/index.ts';
import { GattClient, type GattClientOptions } from './gatt-client.ts';

export { attribute, type MemoryAttribute, numbered };

/** A heart-rate strap, with a service that it includes, and one of a long UUID. */
export const STRAP: readonly MemoryAttribute[] = [
  attribute(0x0001, '2800', '0018', { endGroupHandle: 0x0003 }),
  attribute(0x0002, '2803', '020300002a'),
  attribute(0x0003, '2a00', '537472617020'),
  attribute(0x0010, '2800', '0d18', { endGroupHandle: 0x001b }),
  attribute(0x0011, '2802', '30003500'),
  attribute(0x0012, '2802', '200022000f18'),
  attribute(0x0013, '2803', '101400372a'),
  attribute(0x0014, '2a37', ''),
  attribute(0x0015, '2902', '0000', { maxLength: 2 }),
  attribute(0x0016, '2803', '201700392a'),
  attribute(0x0017, '2a39', ''),
  attribute(0x0018, '2902', '0000', { maxLength: 2 }),
  attribute(0x0019, '2901', '436f6e74726f6c'),
  attribute(0x001a, '2803', '0a1b00382a'),
  attribute(0x001b, '2a38', '01'),
  attribute(0x0020, '2800', '0f18', { endGroupHandle: 0x0022 }),
  attribute(0x0021, '2803', '022200192a'),
  attribute(0x0022, '2a19', '64'),
  attribute(0x0030, '2801', '9ecadc240ee5a9e093f3a3b50100406e', { endGroupHandle: 0x0035 }),
  attribute(0x0031, '2803', '8e32009ecadc240ee5a9e093f3a3b50200406e'),
  attribute(0x0032, '6e400002-b5a3-f393-e0a9-e50e24dcca9e', ''),
  attribute(0x0033, '2900', '0300'),
  attribute(0x0034, '2803', '043500ff2a'),
  attribute(0x0035, '2aff', ''),
];

/** How a client is joined to a server. */
export interface EndsOptions extends Partial<Omit<GattClientOptions, 'clock'>> {
  readonly attributes?: readonly MemoryAttribute[];
  readonly clock?: VirtualClock;
  readonly mtu?: number;
  readonly server?: Partial<AttServerOptions>;
}

/** Attributes of a server that may say that the client does not know them as they are. */
export class MovingStore extends MemoryStore {
  /** How many requests for values it still refuses so. */
  outOfSync = 0;

  admit({ kind }: Parameters<NonNullable<AttributeStore['admit']>>[0]): void {
    if (this.outOfSync === 0 || !/^(?:read|write)(?:Blob)?Request$/.test(kind)) return;
    this.outOfSync--;
    throw new AttError(AttErrorCode.databaseOutOfSync, 0);
  }
}

/** A client on a server. It does not watch for changes, unless it is asked to. */
export function connect(options: EndsOptions = {}) {
  const { attributes = STRAP, mtu = 23, watchesChanges = false } = options;
  const { clock, near, far } = joinedEnds(options.clock);
  near.mtu = mtu;
  far.mtu = mtu;
  const store = new MovingStore(attributes);
  const server = new AttServer(far, store, { clock, ...options.server });
  const att = new AttClient(near, { clock, ...(options.log && { log: options.log }) });
  const client = new GattClient(att, { ...options, clock, watchesChanges });
  return { clock, near, far, store, server, att, client, lose: loser(near) };
}

/** A client whose server is the test: it hears what it is told, and `sent` is what it says. */
export function listen(options: EndsOptions = {}) {
  const clock = options.clock ?? new VirtualClock();
  const end = new BearerEnd(clock);
  end.mtu = options.mtu ?? 23;
  const att = new AttClient(end, { clock });
  const client = new GattClient(att, { watchesChanges: false, ...options, clock });
  /** Each when all that follows from the one before it is done. */
  const hear = async (...pdus: readonly string[]) => {
    for (const hex of pdus) {
      await clock.advance(0);
      end.hear(hex);
    }
    await clock.advance(0);
  };
  return { clock, end, att, client, hear, lose: loser(end) };
}

/** Ends a link. */
function loser(end: BearerEnd) {
  return (by: LinkEnd = 'loss') => {
    const reason = new DisconnectedError(
      `the link has ended by ${by}`,
      by === 'loss' ? 8 : 0x13,
      by,
    );
    end.onClose?.(reason);
    return reason;
  };
}

/** All that waits in a subscription, and how it ended; `...` where it has not. */
export async function drain(clock: VirtualClock, subscription: Subscription) {
  const values: string[] = [];
  for (;;) {
    const next = await clock
      .run(subscription.next({ timeoutMs: 0 }))
      .catch((error: Error) => error);
    if (next === undefined) return [...values, 'end'];
    if (next instanceof Error) return [...values, next.name === 'TimeoutError' ? '...' : next.name];
    values.push(toHex(next.value));
  }
}

/** How the tests of subscriptions begin. */
export interface HeartRateOptions extends Omit<EndsOptions, 'attributes'> {
  /** Of the measurement. */
  readonly properties?: string;
  readonly cccdError?: number;
  /** Of the location. */
  readonly value?: Uint8Array;
}

/** A heart-rate service, discovered. */
export async function heartRate({
  properties = '10',
  cccdError,
  value,
  ...options
}: HeartRateOptions = {}) {
  const ends = connect({
    ...options,
    attributes: [
      attribute(0x10, '2800', '0d18', { endGroupHandle: 0x1b }),
      attribute(0x13, '2803', `${properties}1400372a`),
      attribute(0x14, '2a37'),
      attribute(0x15, '2902', '0000', cccdError === undefined ? {} : { writeError: cccdError }),
      attribute(0x16, '2803', '201700392a'),
      attribute(0x17, '2a39'),
      attribute(0x18, '2902', '0000'),
      attribute(0x1a, '2803', '0a1b00382a'),
      { ...attribute(0x1b, '2a38', '01'), ...(value && { value }) },
    ],
  });
  const service = await ends.clock.run(ends.client.service('180d'));
  const [measurement, control] = await ends.clock.run(service.characteristics());
  if (!measurement || !control) throw new Error('the discovery has found nothing');
  return { ...ends, measurement, control };
}

/** How the tests of values begin. */
export interface TwoValuesOptions
  extends Omit<EndsOptions, 'attributes'>,
    Partial<Omit<MemoryAttribute, 'type'>> {
  readonly properties?: string;
}

/** Two characteristics of a server, discovered: the first as it is asked for. */
export async function twoValues({
  properties = '0a',
  value,
  readError,
  writeError,
  ...options
}: TwoValuesOptions = {}) {
  const ends = connect({
    ...options,
    attributes: [
      attribute(1, '2800', '0f18', { endGroupHandle: 5 }),
      attribute(2, '2803', `${properties}0300012a`),
      {
        ...attribute(3, '2a01'),
        ...(value && { value }),
        ...(readError && { readError }),
        ...(writeError && { writeError }),
      },
      attribute(4, '2803', '0a0500022a'),
      attribute(5, '2a02', '64'),
    ],
  });
  const service = await ends.clock.run(ends.client.service('180f'));
  const [first, second] = await ends.clock.run(service.characteristics());
  if (!first || !second) throw new Error('the discovery has found nothing');
  return { ...ends, first, second };
}

/** The characteristic with its value at 0x0003 of a server that the test plays. */
export async function firstOf(
  client: GattClient,
  hear: ReturnType<typeof listen>['hear'],
): Promise<RemoteCharacteristic> {
  const discovering = client.service('180f');
  await hear('0701000500');
  const service = await discovering;
  const finding = service.characteristic('2a01');
  await hear('090702000a0300012a', '010803000a');
  return finding;
}

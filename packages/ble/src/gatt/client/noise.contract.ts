// What holds for the client whatever its server says: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { expect } from 'vitest';
import { BleError, fromHex, silentLog, VirtualClock } from '../../core/index.ts';
import type { RemoteCharacteristic, RemoteService, Subscription } from '../../radio/index.ts';
import { MemoryDatabaseCache } from './database-cache.ts';
import { attribute, connect, type MemoryAttribute, numbered, STRAP } from './ends.contract.ts';
import type { GattClient } from './gatt-client.ts';

/** A strap that tells of changes, and has a hash and a long value. */
const ATTRIBUTES: readonly MemoryAttribute[] = [
  ...STRAP,
  attribute(0x0040, '2800', '0118', { endGroupHandle: 0x0048 }),
  attribute(0x0041, '2803', '204200052a'),
  attribute(0x0042, '2a05'),
  attribute(0x0043, '2902', '0000'),
  attribute(0x0044, '2803', '0a4500292b'),
  attribute(0x0045, '2b29', '00'),
  attribute(0x0046, '2803', '0247002a2b'),
  attribute(0x0047, '2b2a', '000102030405060708090a0b0c0d0e0f'),
  attribute(0x0048, '2901', '00'.repeat(60)),
];

/** What a server may say at any time: values, changes of services, errors, nonsense. */
const SUDDEN: readonly Uint8Array[] = [
  '1b1400063700',
  '1d140006',
  '1d1700ee',
  '1b9900',
  '1d4200100035ff',
  '1d42000100ffff',
  '1d420001',
  '2314000100371700020001ee',
  '0110010012',
  '010a030012',
  '0108010012',
  '0b',
  '13',
  '1e',
].map((hex) => fromHex(hex));

/** What becomes of a PDU on its way to the client. */
const damages = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom('exchange', 'sudden') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('cut', 'add', 'opcode', 'twice', 'noise', 'lost'),
    },
  ),
  at: fc.nat(255),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 30 }),
});

type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** PDUs to hear, on links of their own of a few dozen each. */
  readonly pdus: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Most values that a subscription of these keeps. */
const MAX_WAITING = 5;

/** Fails when anything but a `BleError` comes of it, or something never ends, or grows. */
export async function withstandsNoise({ pdus, seed }: NoiseOptions): Promise<void> {
  const count = { heard: 0 };
  const sequence = fc.array(damages, { minLength: 1, maxLength: 40 });
  const property = fc.asyncProperty(sequence, async (steps) => {
    count.heard += await endure(steps);
  });
  for (let round = 0; count.heard < pdus; round++) {
    await fc.assert(property, { numRuns: 100, ...(seed !== undefined && { seed: seed + round }) });
  }
}

/** One link to a server whose PDUs are damaged one after the other; gives how many there were. */
async function endure(steps: readonly Damage[]): Promise<number> {
  const clock = new VirtualClock();
  const faults: string[] = [];
  const { near, client, lose } = connect({
    clock,
    log: { ...silentLog, error: (_, message) => faults.push(message) },
    attributes: ATTRIBUTES,
    watchesChanges: true,
    cache: new MemoryDatabaseCache(),
    peer: () => ({ key: 'any', isBonded: true }),
  });
  let heard = 0;
  const receive = near.onReceive;
  near.onReceive = (pdu) => {
    const step = steps[heard % steps.length];
    heard++;
    for (const damaged of step ? damage(pdu, step) : [pdu]) receive?.(damaged);
  };
  const work = new HostileWork(client);
  const done = work.run();
  // Each request may take 30 s, the last one of a link; the rest is quick.
  await clock.advance(60_000);
  lose();
  await clock.advance(60_000);
  await clock.run(done);
  for (const subscription of work.subscriptions) {
    expect(subscription.waiting).toBeLessThanOrEqual(MAX_WAITING);
  }
  // A fault of ours, where a callback of ATT threw.
  expect(faults).toEqual([]);
  // Damage may cost repetitions, not endless ones.
  expect(near.sent.length).toBeLessThan(5000);
  return heard;
}

/** All that a program may ask of a client, whatever becomes of it. */
class HostileWork {
  readonly subscriptions: Subscription[] = [];
  readonly #client: GattClient;

  constructor(client: GattClient) {
    this.#client = client;
  }

  async run(): Promise<void> {
    await Promise.all([
      this.#attempt(() => this.#client.exchangeMtu(64)),
      this.#attempt(() => this.#client.service('180d')),
      this.#attempt(() => this.#client.readByUuid('2a19')),
      this.#attempt(async () => {
        for (const service of await this.#client.services()) await this.#use(service);
      }),
    ]);
  }

  async #use(service: RemoteService): Promise<void> {
    await this.#attempt(() => service.includedServices());
    await this.#attempt(async () => {
      const all = await service.characteristics();
      await Promise.all(all.map((one) => this.#useOne(one)));
      await this.#attempt(() => this.#client.readMultiple(all));
      await this.#attempt(() =>
        this.#client.reliableWrite(
          all.map((characteristic) => ({ characteristic, value: numbered(30) })),
        ),
      );
    });
  }

  async #useOne(characteristic: RemoteCharacteristic): Promise<void> {
    await this.#attempt(() => characteristic.read());
    await this.#attempt(() => characteristic.write(numbered(40)));
    await this.#attempt(() => characteristic.write(numbered(4), { withoutResponse: true }));
    await this.#attempt(async () => {
      for (const one of await characteristic.descriptors()) await one.read();
    });
    await this.#attempt(async () => {
      const subscription = await characteristic.subscribe({ maxItems: MAX_WAITING });
      this.subscriptions.push(subscription);
      await subscription.next({ timeoutMs: 500 });
      if (characteristic.handle % 2 === 0) await subscription.close();
    });
  }

  /** Only what is declared may be thrown. */
  async #attempt(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
    }
  }
}

function damage(pdu: Uint8Array, { kind, at, byte, bytes }: Damage): readonly Uint8Array[] {
  const place = at % (pdu.length + 1);
  const [before, after] = [pdu.subarray(0, place), pdu.subarray(place)];
  switch (kind) {
    case 'exchange':
      return [Uint8Array.of(...before, byte, ...after.subarray(1))];
    case 'cut':
      return [new Uint8Array(before)];
    case 'add':
      return [Uint8Array.of(...before, ...bytes, ...after)];
    case 'opcode':
      return [Uint8Array.of(byte, ...pdu.subarray(1))];
    case 'twice':
      return [pdu, new Uint8Array(pdu)];
    case 'sudden':
      return [new Uint8Array(SUDDEN[at % SUDDEN.length] ?? bytes), pdu];
    case 'noise':
      return [bytes, pdu];
    case 'lost':
      return at < 16 ? [] : [pdu];
    case 'none':
      return [pdu];
  }
}

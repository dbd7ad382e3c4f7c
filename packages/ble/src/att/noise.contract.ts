// What holds for client and server whatever bytes they hear: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { expect } from 'vitest';
import { fromHex, toHex, VirtualClock } from '../core/index.ts';
import { AttClient } from './client.ts';
import { attribute, BearerEnd, MemoryStore } from './ends.contract.ts';
import type { Request } from './exchange.ts';
import { QueuedWriter } from './queued-writes.ts';
import { AttServer } from './server.ts';
import { shareBearer } from './share-bearer.ts';
import { vectors } from './vectors/gatt-pdus.contract.ts';

/** PDUs that noise is made of: all of the known answers, good and broken. */
const SAMPLES: readonly Uint8Array[] = [
  ...vectors.valid,
  ...vectors.malformedServer,
  ...vectors.malformedClient,
].map(({ hex }) => fromHex(hex));

/** What was damaged on the way. */
const damages = fc.record({
  sample: fc.nat(SAMPLES.length - 1),
  kind: fc.constantFrom('none', 'none', 'exchange', 'cut', 'add', 'opcode', 'noise'),
  at: fc.nat(255),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 40 }),
  pauseMs: fc.constantFrom(0, 0, 0, 0, 1, 1000),
});

type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** PDUs in a row, as one link hears them. */
const PDUS_PER_SEQUENCE = 25;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has 25 PDUs, and a link of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a link throws, sends what it must not, or does not work any more afterwards. */
export async function withstandsNoise({ sequences, seed }: NoiseOptions): Promise<void> {
  const sequence = fc.array(damages, {
    minLength: PDUS_PER_SEQUENCE,
    maxLength: PDUS_PER_SEQUENCE,
  });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      const link = openLink();
      for (const step of steps) {
        link.end.onReceive?.(damaged(step));
        if (step.pauseMs > 0) await link.clock.advance(step.pauseMs);
      }
      await checkLink(link);
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

/** A client with requests of all kinds under way, and a server; both on one bearer. */
function openLink() {
  const clock = new VirtualClock();
  const end = new BearerEnd(clock);
  const ends = shareBearer(end);
  const store = new MemoryStore([
    attribute(1, '2800', '0f18', { endGroupHandle: 5 }),
    attribute(3, '2a19', '64'),
    attribute(4, '2902', '0000', { maxLength: 2 }),
    attribute(0x10, '2aff', '00'.repeat(60), { readError: 5 }),
  ]);
  const given: unknown[] = [];
  const note = (value: unknown) => void given.push(value);
  const client = new AttClient(ends.client, { clock, onNotification: note, onIndication: note });
  const server = new AttServer(ends.server, store, { clock, maxPreparedWrites: 4 });
  const range = { startingHandle: 1, endingHandle: 0xffff };
  const requests: readonly Request[] = [
    { kind: 'findInformationRequest', ...range },
    { kind: 'readByTypeRequest', ...range, attributeType: '2803' },
    { kind: 'readRequest', attributeHandle: 3 },
    { kind: 'readByGroupTypeRequest', ...range, attributeGroupType: '2800' },
  ];
  const settled = [
    ...requests.map((request) => client.request(request)),
    client.exchangeMtu(),
    new QueuedWriter(client).write([{ attributeHandle: 3, attributeValue: new Uint8Array(40) }]),
    server.indicate(3, new Uint8Array(1)),
  ].map((promise) => promise.then(nothing, nothing));
  return { clock, end, client, server, settled };
}

function nothing(): void {}

async function checkLink({ clock, end, client, server, settled }: ReturnType<typeof openLink>) {
  await clock.advance(0);
  if (end.oversized > 0) expect.unreachable(`sent ${end.oversized} PDUs longer than ATT_MTU`);
  if (client.closed || server.closed) expect.unreachable('gave the bearer up without a timeout');

  // The server still answers.
  end.sent.length = 0;
  end.hear('0a0300');
  await clock.advance(0);
  const answers = end.sent
    .map(toHex)
    .filter((hex) => hex.startsWith('0b') || hex.startsWith('010a'));
  if (answers.length !== 1) expect.unreachable(`answered ${answers.join(' ')}`);

  // No request waits for ever.
  await clock.advance(31_000);
  await Promise.all(settled);
}

function damaged({ sample, kind, at, byte, bytes }: Damage): Uint8Array {
  const whole = SAMPLES[sample] ?? bytes;
  const place = at % (whole.length + 1);
  const [before, after] = [whole.subarray(0, place), whole.subarray(place)];
  switch (kind) {
    case 'exchange':
      return Uint8Array.of(...before, byte, ...after.subarray(1));
    case 'cut':
      return before;
    case 'add':
      return Uint8Array.of(...before, ...bytes, ...after);
    case 'opcode':
      return Uint8Array.of(byte, ...whole.subarray(1));
    case 'noise':
      return bytes;
    case 'none':
      return whole;
  }
}

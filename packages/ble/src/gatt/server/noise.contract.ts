// What holds for a database whatever its clients ask: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { expect } from 'vitest';
import { AttError, type AttPdu, attPdu } from '../../att/index.ts';
import { encode } from '../../codec/index.ts';
import { fromHex, type Log, silentLog, sleep, toHex, VirtualClock } from '../../core/index.ts';
import type { CharacteristicDefinition, ServiceDefinition } from '../../radio/index.ts';
import { GattDatabase } from './database.ts';
import { JUST_WORKS, join } from './link.contract.ts';
import { MemorySubscriptionStore } from './subscription-store.ts';

/** One thing that happens; which of its parts matter depends on its kind. */
const steps = fc.record({
  kind: fc.nat(255),
  /** Handles that are served, and some that are not. */
  handle: fc.nat(0x50),
  last: fc.constantFrom(0xffff, 0x20, 0x08),
  type: fc.constantFrom('2800', '2801', '2802', '2803', '2901', '2902', '2aff', '2b2a', '2a00'),
  offset: fc.nat(40),
  bytes: fc.oneof(
    fc.constantFrom('0000', '0100', '0200', '0300', '01', '').map(fromHex),
    fc.uint8Array({ maxLength: 18 }),
  ),
  pauseMs: fc.constantFrom(0, 0, 0, 1, 100),
});

type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** PDUs by the low bits of a step's kind: requests that keep their format, of all kinds. */
const PDUS: readonly ((step: Step) => AttPdu)[] = [
  ({ offset }) => ({ kind: 'exchangeMtuRequest', clientRxMtu: 20 * offset }),
  (step) => ({ kind: 'findInformationRequest', ...rangeOf(step) }),
  (step) => ({
    kind: 'findByTypeValueRequest',
    ...rangeOf(step),
    attributeType: step.type,
    attributeValue: step.bytes,
  }),
  (step) => ({ kind: 'readByTypeRequest', ...rangeOf(step), attributeType: step.type }),
  (step) => ({ kind: 'readByGroupTypeRequest', ...rangeOf(step), attributeGroupType: step.type }),
  ({ handle }) => ({ kind: 'readRequest', attributeHandle: handle }),
  ({ handle, offset }) => ({
    kind: 'readBlobRequest',
    attributeHandle: handle,
    valueOffset: offset,
  }),
  ({ handle, offset }) => ({ kind: 'readMultipleRequest', setOfHandles: [handle, offset] }),
  ({ handle, offset }) => ({ kind: 'readMultipleVariableRequest', setOfHandles: [handle, offset] }),
  ({ handle, bytes }) => ({ kind: 'writeRequest', attributeHandle: handle, attributeValue: bytes }),
  ({ handle, bytes }) => ({ kind: 'writeCommand', attributeHandle: handle, attributeValue: bytes }),
  ({ handle, bytes }) => ({
    kind: 'signedWriteCommand',
    attributeHandle: handle,
    attributeValue: bytes.subarray(0, 8),
    authenticationSignature: new Uint8Array(12),
  }),
  ({ handle, offset, bytes }) => ({
    kind: 'prepareWriteRequest',
    attributeHandle: handle,
    valueOffset: offset,
    partAttributeValue: bytes,
  }),
  ({ offset }) => ({ kind: 'executeWriteRequest', flags: offset % 2 === 0 ? 'write' : 'cancel' }),
  confirmation,
];

/** PDUs in a row, as one link hears them. */
const STEPS_PER_SEQUENCE = 100;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has 100 steps, and links of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a client disturbs the server, its program, or another client. */
export async function withstandsClients({ sequences, seed }: NoiseOptions): Promise<void> {
  const sequence = fc.array(steps, {
    minLength: STEPS_PER_SEQUENCE,
    maxLength: STEPS_PER_SEQUENCE,
  });
  await fc.assert(
    fc.asyncProperty(sequence, async (all) => {
      const world = openWorld();
      for (const step of all) {
        happen(step, world);
        if (step.pauseMs > 0) await world.clock.advance(step.pauseMs);
      }
      await checkWorld(world);
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

/** A database with a client that makes noise, and a quiet one that listens. */
function openWorld() {
  const clock = new VirtualClock();
  const faults: string[] = [];
  const log: Log = { ...silentLog, error: (code, message) => faults.push(`${code} ${message}`) };
  const store = new MemorySubscriptionStore();
  const database = new GattDatabase({ name: 'target', store });
  const served = database.serve([targets(clock), { ...BESIDE, includes: [0] }]);
  const noisy = join(database, clock, {
    log,
    bonded: { peer: 'public 1', security: JUST_WORKS },
    isSigned: ({ message }) => message.length % 2 === 0,
  });
  const quiet = join(database, clock, { log });
  const level = served.characteristic('180f', '2a19');
  quiet.far.hearPdu({
    kind: 'writeRequest',
    attributeHandle: level.valueHandle + 1,
    attributeValue: fromHex('0100'),
  });
  return { clock, faults, store, database, served, noisy, quiet, level };
}

type World = ReturnType<typeof openWorld>;

const BESIDE: ServiceDefinition = {
  uuid: '180f',
  characteristics: [{ uuid: '2a19', properties: ['read', 'notify'] }],
};

/** Characteristics of all sorts. */
function targets(clock: VirtualClock): ServiceDefinition {
  const plain: CharacteristicDefinition = {
    uuid: '2aff',
    properties: ['read', 'write', 'writeWithoutResponse', 'authenticatedSignedWrites', 'notify'],
    value: new Uint8Array(20),
  };
  return {
    uuid: '6e400001-b5a3-f393-e0a9-e50e24dcca9e',
    characteristics: [
      plain,
      { ...plain, properties: ['read', 'indicate', 'broadcast', 'reliableWrite'], maxLength: 20 },
      { ...plain, readPermission: 'encrypted', writePermission: 'authenticated' },
      {
        ...plain,
        value: new Uint8Array(512),
        properties: ['read', 'writableAuxiliaries', 'write'],
        descriptors: [
          { uuid: '2901', maxLength: 8 },
          { uuid: '2904', value: new Uint8Array(7) },
        ],
      },
      {
        ...plain,
        onRead: () => sleep(clock, 10).then(() => new Uint8Array(100)),
        onWrite: () => sleep(clock, 10),
      },
      { ...plain, onRead: refuse, onWrite: refuse, onSubscribe: () => {} },
    ],
  };
}

function refuse(): never {
  throw new AttError(0x80, 0);
}

/** Mostly a PDU, good or damaged; at times something else that matters to the client. */
function happen(step: Step, { noisy, database, level, served }: World): void {
  const { kind, bytes } = step;
  if (kind === 255) noisy.encrypt(JUST_WORKS);
  else if (kind === 254) database.serve([BESIDE]);
  else if (kind >= 250) void level.notify(bytes);
  else if (kind >= 246) void served.characteristics[0]?.notify(bytes.subarray(0, 20));
  else if (kind >= 240) noisy.far.onReceive?.(bytes);
  else {
    const make = PDUS[kind % PDUS.length] ?? confirmation;
    const pdu = encode(attPdu, make(step));
    noisy.far.onReceive?.(kind >= 200 ? pdu.subarray(0, step.offset) : pdu);
  }
}

function confirmation(): AttPdu {
  return { kind: 'handleValueConfirmation' };
}

function rangeOf({ handle, last }: Step) {
  return { startingHandle: handle, endingHandle: last };
}

async function checkWorld({ clock, faults, store, noisy, quiet, level }: World): Promise<void> {
  await clock.advance(10_000);
  if (faults.length > 0) expect.unreachable(`logged ${faults.join('; ')}`);
  if (noisy.far.oversized > 0) expect.unreachable('sent a PDU longer than ATT_MTU');
  if ([...store.all()].length > 1) expect.unreachable('keeps clients that are none');

  // Both are still served: the noisy one is at most told that the database has changed.
  for (const { far } of [noisy, quiet]) {
    far.sent.length = 0;
    far.hear('0a0300');
  }
  await clock.advance(100);
  const answers = [noisy, quiet].map(({ far }) => far.sent.map(toHex).find(isAnswer));
  if (answers[0] !== NAME && answers[0] !== OUT_OF_SYNC)
    expect.unreachable(`answered ${answers[0]}`);
  if (answers[1] !== NAME) expect.unreachable(`answered the quiet one ${answers[1]}`);
  if (Object.keys(quiet.link.violations).length > 0) expect.unreachable('blames the quiet client');

  // The quiet one still gets what it listens for.
  quiet.heard.length = 0;
  await level.notify(fromHex('64'));
  await clock.advance(100);
  if (quiet.heard.length !== 1) expect.unreachable('the quiet client hears nothing any more');
}

/** `target`, the name of the device. */
const NAME = '0b746172676574';
const OUT_OF_SYNC = '010a030012';

function isAnswer(hex: string): boolean {
  return hex.startsWith('0b') || hex.startsWith('010a');
}

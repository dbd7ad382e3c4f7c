// What holds for a Security Manager whatever a peer sends, and whenever: `npm test` tries it briefly,
// `npm run fuzz` long.

import fc from 'fast-check';
import { fromHex, TransportError, VirtualClock } from '../core/index.ts';
import { MemoryBondStore } from './bond-store.ts';
import { SecurityManager } from './security-manager.ts';
import {
  CENTRAL,
  connectTwo,
  PERIPHERAL,
  type Role,
  seededRandom,
  TestLink,
  TwoPeople,
} from './two-managers.contract.ts';

/** One PDU of each kind, and features of several kinds. */
const SAMPLES: readonly Uint8Array[] = [
  '01030009100303',
  '0104000d100707',
  '01030001100303',
  '02030009100303',
  '0204000d100707',
  '02030001100101',
  `03${'5a'.repeat(16)}`,
  `04${'5a'.repeat(16)}`,
  '0508',
  `06${'5a'.repeat(16)}`,
  '0734121122334455667788',
  `08${'5a'.repeat(16)}`,
  '090102000038c1c4',
  `0a${'5a'.repeat(16)}`,
  '0b0d',
  // The debug key, and the generator of the curve.
  '0ce69d350e480103ccdbfdf4ac1191f4efb9a5f9e9a7832c5e2cbe97f2d203b0208bd28915d08e1c742430ed8fc24563765c15525abf9a32636deb2a65499c80dc',
  '0c96c298d84539a1f4a033eb2d817d0377f240a463e5e6bcf847422ce1f2d1176bf551bf376840b6cbce5e316b5733ce2b169e0f7c4aebe78e9b7f1afee242e34f',
  `0d${'5a'.repeat(16)}`,
  '0e01',
  '0f',
].map(fromHex);

const pdus = fc.record({
  what: fc.constant('pdu' as const),
  sample: fc.nat(SAMPLES.length - 1),
  damage: fc.constantFrom('none', 'none', 'none', 'flip', 'cut', 'grow', 'noise'),
  at: fc.nat(70),
  bytes: fc.uint8Array({ maxLength: 24 }),
});

const events = fc.record({
  what: fc.constantFrom(
    ...([
      'encrypted',
      'failed',
      'keyRequest',
      'begin',
      'sign',
      'pause',
      'pause',
      'closed',
    ] as const),
  ),
  ms: fc.constantFrom(0, 10, 1000, 31_000),
});

const steps = fc.oneof({ weight: 4, arbitrary: pdus }, { weight: 1, arbitrary: events });

type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** PDUs and events in a row, that one manager meets. */
const STEPS = 12;

/** The most PDUs that are sent for one that comes: a response, or all keys of one side. */
const MOST_SENT_PER_STEP = 5;

/** How long it lasts. */
export interface HostileOptions {
  /** Each has twelve steps, four in five of which are PDUs, and a manager of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a manager throws, answers without end, or trusts a peer that knows no secret. */
export async function withstandsNoise({ sequences, seed }: HostileOptions): Promise<void> {
  const sequence = fc.array(steps, { minLength: STEPS, maxLength: STEPS });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('central', 'peripheral'), sequence, async (role, sequence) => {
      const clock = new VirtualClock();
      const link = new TestLink(role, { central: CENTRAL, peripheral: PERIPHERAL }, clock, {});
      const bonds = new MemoryBondStore();
      const manager = new SecurityManager(link, { clock, random: seededRandom(3), bonds });
      for (const step of sequence) {
        const before = link.sent.length;
        await take(step, link, manager, clock);
        if (link.sent.length > before + MOST_SENT_PER_STEP) throw new Error('answers without end');
      }
      await clock.advance(120_000);
      if (manager.isPairing) throw new Error('a pairing without end');
      if (manager.security || [...bonds.all()].length > 0) throw new Error('trusts a stranger');
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

const mutations = fc.record({
  target: fc.nat(20),
  damage: fc.constantFrom('flip', 'cut', 'grow', 'noise', 'none'),
  at: fc.nat(70),
  bytes: fc.uint8Array({ maxLength: 24 }),
  copies: fc.constantFrom(0, 1, 1, 1, 2),
});

/**
 * Fails when two managers, with somebody between them, end with keys that differ; or when one whose
 * peer goes wrong in the middle, even once the link is encrypted, does not come to an end.
 */
export async function withstandsSomebodyBetween({
  sequences,
  seed,
}: HostileOptions): Promise<void> {
  const pairings = fc.record({
    capability: fc.constantFrom('displayYesNo', 'noInputNoOutput', 'keyboardOnly'),
    isSecure: fc.boolean(),
    // What is encrypted cannot be changed on its way, but by the peer itself.
    isPeer: fc.boolean(),
  });
  const changes = fc.array(mutations, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(pairings, changes, async ({ capability, isSecure, isPeer }, changes) => {
      const people = new TwoPeople();
      let count = 0;
      const policy = {
        minimumKeySize: 7,
        ...(!isSecure && { secureConnections: 'never' as const }),
      };
      const two = connectTwo({
        clock: people.clock,
        central: { user: people.with(capability), policy },
        peripheral: { user: people.with(capability), policy },
        tamper: (pdu, _: Role, isEncrypted) => {
          const change =
            isEncrypted && !isPeer ? undefined : changes.find(({ target }) => target === count);
          count++;
          return change ? Array(change.copies).fill(damaged(pdu, change)) : [pdu];
        },
      });
      await two.clock.run(two.central.pair().catch(() => {}));
      await two.clock.advance(120_000);
      if (two.central.isPairing || two.peripheral.isPairing) throw new Error('without end');
      const [ours] = two.stores.central.all();
      const [theirs] = two.stores.peripheral.all();
      if (!isPeer && ours && theirs && ours.centralKey?.ltk !== theirs.peripheralKey?.ltk) {
        throw new Error('two keys');
      }
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

async function take(
  step: Step,
  link: TestLink,
  manager: SecurityManager,
  clock: VirtualClock,
): Promise<void> {
  switch (step.what) {
    case 'pdu':
      link.onReceive?.(damaged(SAMPLES[step.sample] ?? step.bytes, step));
      break;
    case 'encrypted':
      link.onEncrypted?.();
      break;
    case 'failed':
      link.onEncrypted?.(new TransportError('encryption failed'));
      break;
    case 'keyRequest':
      link.onKeyRequest?.(0, 0n);
      break;
    case 'begin':
      manager.secure().catch(() => {});
      break;
    case 'sign':
      if (await manager.isSigned(new Uint8Array(4), new Uint8Array(12))) throw new Error('signed');
      break;
    case 'closed':
      link.onClosed?.(new TransportError('link lost'));
      break;
    case 'pause':
      await clock.advance(step.ms);
      break;
  }
  await clock.advance(0);
}

interface Damage {
  readonly damage: 'none' | 'flip' | 'cut' | 'grow' | 'noise';
  readonly at: number;
  readonly bytes: Uint8Array;
}

function damaged(pdu: Uint8Array, { damage, at, bytes }: Damage): Uint8Array {
  const place = at % (pdu.length + 1);
  switch (damage) {
    case 'none':
      return pdu;
    case 'flip':
      return pdu.map((byte, i) => (i === place ? byte ^ (1 << (bytes.length & 7)) : byte));
    case 'cut':
      return pdu.slice(0, place);
    case 'grow':
      return Uint8Array.of(...pdu, ...bytes);
    case 'noise':
      return bytes;
  }
}

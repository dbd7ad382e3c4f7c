// What holds for a host whatever its controller sends: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { fromHex, silentLog, VirtualClock } from '../core/index.ts';
import type { Capabilities } from './capabilities.ts';
import { leRand, readBdAddr } from './commands/index.ts';
import { Controller } from './controller.ts';
import { HciLine } from './hci-line.ts';
import type { HciTransport } from './transport.ts';

/** Packets of each kind that matters here, of links 0x0040 and 0x0041. */
const SAMPLES: readonly Uint8Array[] = [
  '043e13 01 00 4000 01 01 665544 3322d1 1800 0000 f401 00',
  '043e1f 0a 00 4100 00 00 665544 3322d1 000000 000000 000000 000000 1800 0000 f401 00',
  '040504 00 4000 13',
  '040504 00 4100 08',
  '041309 02 4000 0100 4100 0200',
  '041305 01 4000 0100',
  '040e0c 01 1820 00 0102030405060708',
  '040e0a 01 0910 00 010000 38c1a4',
  '040e03 00 0000',
  '040f04 00 01 0000',
  '040f04 0c 01 1820',
  '041001 07',
  '043e0f 02 01 00 01 010000 38c1a4 03 020106 c4',
  '043e0d 05 4000 0102030405060708 3412',
  '024020 0300 010203',
  '024110 0300 010203',
  '030100 01 aa',
  '050100 0100 aa',
].map(fromHex);

const BUFFERS = { packetLength: 5, packetCount: 3 };

const CAPABILITIES: Capabilities = {
  hciVersion: 13,
  hciSubversion: 0,
  companyIdentifier: 0,
  lmpSubversion: 0,
  publicAddress: 0,
  acl: BUFFERS,
  commands: new Set(),
  leFeatures: new Set(),
  acceptListSize: 0,
  resolvingListSize: 0,
  dataLengths: undefined,
  extendedAdvertising: undefined,
  txPower: undefined,
};

const damages = fc.record({
  sample: fc.nat(SAMPLES.length - 1),
  kind: fc.constantFrom('none', 'none', 'none', 'exchange', 'cut', 'add', 'noise'),
  at: fc.nat(40),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 16 }),
  /** What the host does before. */
  host: fc.constantFrom('nothing', 'nothing', 'command', 'data'),
});

type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** Packets in a row, to one controller. */
const PACKETS_PER_SEQUENCE = 50;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has fifty packets, and a controller of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a packet makes anything throw, when buffers overrun, or a command never settles. */
export async function withstandsHostileController(options: NoiseOptions): Promise<void> {
  const { sequences, seed } = options;
  const sequence = fc.array(damages, {
    minLength: PACKETS_PER_SEQUENCE,
    maxLength: PACKETS_PER_SEQUENCE,
  });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      const { clock, transport, controller } = run();
      const state = { asked: 0, settled: 0 };
      const settle = () => {
        state.settled++;
      };
      for (const step of steps) {
        if (step.host === 'command') {
          state.asked++;
          const isEven = step.byte % 2 === 0;
          const asking = isEven ? controller.send(leRand) : controller.send(readBdAddr);
          asking.then(settle, settle);
        }
        if (step.host === 'data') sendSome(controller, step.bytes);
        transport.onPacket?.(damaged(step));
        check(controller);
      }
      await clock.advance(2000 * (PACKETS_PER_SEQUENCE + 1));
      if (state.settled !== state.asked) throw new Error('a command never settled');
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

/** A controller that runs on a transport without a far side. */
function run() {
  const clock = new VirtualClock();
  const transport: HciTransport = {
    name: 'nowhere',
    onPacket: undefined,
    onClose: undefined,
    room: undefined,
    send: () => {},
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  const line = new HciLine(transport, { clock, log: silentLog });
  return { clock, transport, controller: new Controller(transport, line, CAPABILITIES) };
}

function sendSome(controller: Controller, bytes: Uint8Array): void {
  for (const link of controller.acl.links.values()) link.send(bytes);
}

/** Plain comparisons: an assertion library would take most of the time of a long run. */
function check({ acl, faults, lost }: Controller): void {
  let inFlight = 0;
  for (const link of acl.links.values()) {
    inFlight += link.inFlight;
    if (!link.isOpen) throw new Error('a link that is gone is still there');
    if (link.connectionHandle > 0xeff) throw new Error('a link whose handle cannot be');
  }
  if (lost && acl.links.size > 0) throw new Error('lost, and yet links');
  if (!lost && inFlight + acl.credits !== BUFFERS.packetCount) throw new Error('credits were lost');
  if (inFlight > BUFFERS.packetCount) throw new Error('more than the controller holds');
  for (const count of Object.values(faults)) if (!(count >= 0)) throw new Error('a fault of -1');
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
    case 'noise':
      return Uint8Array.of(byte % 8, ...bytes);
    case 'none':
      return whole;
  }
}

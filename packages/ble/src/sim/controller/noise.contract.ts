// What holds for a virtual controller whatever its host sends: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { VirtualClock } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { GOOD_COMMANDS } from './good-commands.contract.ts';
import { expectOneAnswer, PacketChecker } from './packet-checker.contract.ts';
import { VirtualAir } from './virtual-air.ts';
import type { VirtualController } from './virtual-controller.ts';

const OPCODES = GOOD_COMMANDS.map(({ command }) => command.opcode);

/** Commands by what they are good for: those that get two hosts connected come more often. */
const CONNECTING = GOOD_COMMANDS.flatMap(({ command }, place) =>
  /Enable$|CreateConnection$|AdvertisingParameters$|leEnableEncryption|KeyRequestReply/.test(
    command.kind,
  )
    ? [place]
    : [],
);

const steps = fc.record({
  host: fc.nat(1),
  what: fc.constantFrom(
    ...(['good', 'good', 'good', 'connecting', 'connecting', 'random'] as const),
    ...(['exchange', 'cut', 'grow', 'noise', 'data', 'data', 'unknown'] as const),
  ),
  which: fc.nat(GOOD_COMMANDS.length - 1),
  at: fc.nat(80),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 48 }),
  pauseMs: fc.constantFrom(0, 0, 0, 0, 0, 1, 10, 60),
});

type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** What hosts send in a row, to two controllers that hear each other. */
const STEPS_PER_SEQUENCE = 100;

const BUFFERS = { packetLength: 60, packetCount: 3 };

/** What connects the two: who says what. */
const CONNECT = [
  [1, hci.leSetAdvertisingParameters],
  [1, hci.leSetAdvertisingEnable],
  [0, hci.leCreateConnection],
] as const;

/** Until the first of their connection events are over. */
const CONNECTED_MS = 150;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has a hundred packets, and two controllers of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a packet makes anything throw, when an answer is missing, or buffers overrun. */
export async function withstandsHosts({ sequences, seed }: NoiseOptions): Promise<void> {
  const sequence = fc.array(steps, {
    minLength: STEPS_PER_SEQUENCE,
    maxLength: STEPS_PER_SEQUENCE,
  });
  await fc.assert(
    fc.asyncProperty(sequence, fc.boolean(), fc.nat(), async (all, areConnected, airSeed) => {
      const clock = new VirtualClock();
      const air = new VirtualAir({ clock, seed: airSeed });
      const hosts = [new NoisyHost(air, 1), new NoisyHost(air, 2)] as const;
      for (const host of hosts) await host.hearAll();
      if (areConnected) {
        for (const [place, { kind }] of CONNECT) await hosts[place].sendGood(kind);
        await clock.advance(CONNECTED_MS);
      }
      for (const step of all) {
        await hosts[step.host === 0 ? 0 : 1].send(step);
        if (step.pauseMs > 0) await clock.advance(step.pauseMs);
      }
      for (const host of hosts) await host.checkReset();
      air.close();
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

const RESET = hci.commandPacket(hci.reset, {});

/** After these the host would not hear all that it keeps account of. */
const DEAFENING: ReadonlySet<number> = new Set(
  [hci.reset, hci.setEventMask, hci.leSetEventMask].map(({ opcode }) => opcode),
);

const ALL_BITS: ReadonlySet<number> = new Set(Array.from({ length: 64 }, (_, bit) => bit));

const HEAR_ALL = [
  hci.commandPacket(hci.setEventMask, { eventMask: ALL_BITS }),
  hci.commandPacket(hci.leSetEventMask, { leEventMask: ALL_BITS }),
];

/** A host without sense, that yet keeps account. */
class NoisyHost {
  readonly #controller: VirtualController;
  readonly #checker = new PacketChecker();

  constructor(air: VirtualAir, number: 1 | 2) {
    this.#controller = air.addController({
      address: 0xa4c138000000 + number,
      buffers: BUFFERS,
      at: { x: number, y: 0 },
      advertisingSets: 3,
      links: 4,
    });
    this.#controller.onPacket = (packet) => this.#checker.hear(packet);
  }

  /** Wants to hear of everything. */
  async hearAll(): Promise<void> {
    for (const packet of HEAR_ALL) await this.#give(packet);
  }

  async sendGood(kind: string): Promise<void> {
    const good = GOOD_COMMANDS.find(({ command }) => command.kind === kind);
    if (good) await this.#give(good.packet);
  }

  async send(step: Step): Promise<void> {
    const packet = packetOf(step);
    const opcode = opcodeOf(packet);
    const before = opcode === undefined ? 0 : this.#checker.answersTo(opcode);
    // One with parameters is refused.
    if (opcode === hci.reset.opcode && packet.length === RESET.length) this.#checker.forgetLinks();
    await this.#give(packet);
    if (opcode !== undefined) {
      expectOneAnswer(this.#checker, opcode, before);
      if (DEAFENING.has(opcode)) await this.hearAll();
    }
    if (this.#controller.packetsHeld > BUFFERS.packetCount) throw new Error('buffers overran');
  }

  /** After all of it a Reset brings everything back. */
  async checkReset(): Promise<void> {
    this.#checker.forgetLinks();
    const before = this.#checker.answersTo(hci.reset.opcode);
    await this.#give(RESET);
    expectOneAnswer(this.#checker, hci.reset.opcode, before);
    if (this.#controller.packetsHeld !== 0) throw new Error('Reset left packets behind');
  }

  async #give(packet: Uint8Array): Promise<void> {
    this.#controller.receive(packet);
    // One turn until it is carried out, and some until what it made happen has.
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  }
}

/** The opcode of a packet that is a whole command, which has to be answered. */
function opcodeOf(packet: Uint8Array): number | undefined {
  if (packet[0] !== hci.PacketIndicator.command) return undefined;
  try {
    return hci.openCommand(packet).opcode;
  } catch {
    return undefined;
  }
}

function packetOf({ what, which, at, byte, bytes }: Step): Uint8Array {
  const good = GOOD_COMMANDS[which]?.packet ?? bytes;
  const place = at % (good.length + 1);
  switch (what) {
    case 'good':
      return good;
    case 'connecting':
      return GOOD_COMMANDS[CONNECTING[which % CONNECTING.length] ?? 0]?.packet ?? bytes;
    case 'exchange':
      return Uint8Array.of(...good.subarray(0, place), byte, ...good.subarray(place + 1));
    case 'cut':
      return good.subarray(0, place);
    case 'grow':
      return command(OPCODES[which] ?? 0, Uint8Array.of(...good.subarray(4), ...bytes));
    case 'random':
      return command(OPCODES[which] ?? 0, bytes.subarray(0, at));
    case 'unknown':
      return command(at * 256 + byte, bytes);
    case 'data':
      return hci.aclPacket({
        connectionHandle: byte % 4,
        // The cast holds since all four have a name.
        packetBoundary: (at % 4) as hci.PacketBoundary,
        broadcast: at > 70 ? 1 : 0,
        data: bytes,
      });
    case 'noise':
      return Uint8Array.of(byte % 8, ...bytes);
  }
}

function command(opcode: number, parameters: Uint8Array): Uint8Array {
  return Uint8Array.of(
    hci.PacketIndicator.command,
    opcode % 256,
    Math.floor(opcode / 256),
    parameters.length,
    ...parameters,
  );
}

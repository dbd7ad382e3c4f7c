import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, struct, u8 } from '../../codec/index.ts';
import { VirtualClock } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { GENERATION_OF } from './command-generation.ts';
import { commandTable } from './command-table.ts';
import { CONTROLLER_MODELS } from './controller-model.ts';
import { GOOD_COMMANDS } from './good-commands.contract.ts';
import { VirtualAir } from './virtual-air.ts';

const { unknownCommand, invalidParameters } = hci.HciStatus;

const KNOWN = commandTable(CONTROLLER_MODELS['5.4']);

/** What a controller for LE alone need not have. */
const UNKNOWN = [
  hci.setControllerToHostFlowControl,
  hci.hostBufferSize,
  hci.hostNumberOfCompletedPackets,
  hci.writeLeHostSupport,
  hci.leSetHostFeature,
];

const h4Event = struct({ indicator: u8, event: hci.hciEvent });

const rows = GOOD_COMMANDS.map((one) => [one.command.kind, one] as const);

describe('commands', () => {
  it('have a sample each', () => {
    const kinds = new Set(GOOD_COMMANDS.map(({ command }) => command.kind));
    const declared = [...hci.commandByOpcode.values()].map(({ kind }) => kind);
    expect([...kinds].sort()).toEqual(declared.sort());
  });

  it('are all known but a few', () => {
    const missing = [...hci.commandByOpcode.values()].filter(({ opcode }) => !KNOWN.has(opcode));
    expect(missing.map(({ kind }) => kind).sort()).toEqual(UNKNOWN.map(({ kind }) => kind).sort());
  });
});

describe.each(rows)('%s', (_kind, { command, packet, before }) => {
  const isKnown = KNOWN.has(command.opcode);

  it('is answered in the way of its table', async () => {
    const answer = await answerTo(packet, before);
    const isComplete = isKnown && command.answer === 'complete';
    expect(answer.kind).toBe(isComplete ? 'commandComplete' : 'commandStatus');
    expect(answer.commandOpcode).toBe(command.opcode);
    expect(answer.numHciCommandPackets).toBe(1);
    if (!isKnown) expect(statusOf(answer)).toBe(unknownCommand);
    else expect(statusOf(answer)).not.toBe(invalidParameters);
  });

  it('is refused with 0x12 when its parameters are too short or too long', async () => {
    const { parameters } = hci.openCommand(packet);
    for (let length = 0; length <= parameters.length + 1; length++) {
      if (length === parameters.length) continue;
      const cut = Uint8Array.of(...parameters, 0).subarray(0, length);
      const answer = await answerTo(commandOf(command.opcode, cut));
      expect(statusOf(answer)).toBe(isKnown ? invalidParameters : unknownCommand);
    }
  });

  it('answers whatever its parameters are, in full length', async () => {
    const { size } = command.body;
    const parameters = size === undefined ? {} : { minLength: size, maxLength: size };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ ...parameters, maxLength: size ?? 60 }), async (bytes) => {
        const answer = await answerTo(commandOf(command.opcode, bytes));
        expect(answer.commandOpcode).toBe(command.opcode);
        if (answer.kind === 'commandComplete') {
          expect(() => decode(command.returns, answer.returnParameters.subarray(1))).not.toThrow();
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('LE Create Connection Cancel', () => {
  it('belongs to both generations of commands (3.1.1)', () => {
    expect(GENERATION_OF.has(hci.leCreateConnectionCancel.opcode)).toBe(false);
  });
});

type Answer = Extract<hci.HciEvent, { kind: 'commandComplete' | 'commandStatus' }>;

/** What a new controller answers. */
async function answerTo(packet: Uint8Array, before?: Uint8Array): Promise<Answer> {
  const clock = new VirtualClock();
  const controller = new VirtualAir({ clock }).addController({ address: 'A4:C1:38:00:00:01' });
  const answers: Answer[] = [];
  controller.onPacket = (given) => {
    const { event } = decode(h4Event, given);
    if (event.kind === 'commandComplete' || event.kind === 'commandStatus') answers.push(event);
  };
  if (before) {
    controller.receive(before);
    await turns();
    answers.length = 0;
  }
  controller.receive(packet);
  await turns();
  controller.close();
  const [answer, ...more] = answers;
  if (!answer || more.length > 0) throw new Error(`${answers.length} answers`);
  return answer;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await Promise.resolve();
}

function statusOf(answer: Answer): number | undefined {
  return answer.kind === 'commandStatus' ? answer.status : answer.returnParameters[0];
}

const commandHeader = struct({ indicator: u8, opcode: hci.hciCommand });

function commandOf(opcode: number, parameters: Uint8Array): Uint8Array {
  return encode(commandHeader, {
    indicator: hci.PacketIndicator.command,
    opcode: { kind: 'unknown', opcode, parameters },
  });
}

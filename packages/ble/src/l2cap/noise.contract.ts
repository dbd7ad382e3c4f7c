// What holds for a link whatever fragments it hears: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { expect } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { fromHex, toHex } from '../core/index.ts';
import { PacketBoundary } from '../hci/index.ts';
import type { CreditChannel } from './credit-channel.ts';
import { GONE, openEnd } from './ends.contract.ts';
import { basicFrame, FixedCid } from './frame.ts';
import { SIGNALLING_MTU } from './signal.ts';

const { first, continuing, complete } = PacketBoundary;

const SPSM = 0x80;
/** What we send on every channel. */
const SDU = new Uint8Array(50);
const SETTINGS = { mtu: 60, mps: 23, initialCredits: 4 } as const;

/** Frames that noise is made of, channel first: signals of all kinds, and K-frames of what is open. */
const SAMPLES: readonly Uint8Array[] = (
  [
    [FixedCid.attributeProtocol, '0a0300'],
    [FixedCid.leSignalling, '1401 0a00 8000 5000 6400 1700 0300'],
    [FixedCid.leSignalling, '1402 0a00 8000 5100 6400 1700 ffff'],
    [FixedCid.leSignalling, '1501 0a00 6000 6400 1700 0300 0000'],
    [FixedCid.leSignalling, '1502 0a00 6100 6400 1700 0000 0000'],
    [FixedCid.leSignalling, '1601 0400 5000 0100'],
    [FixedCid.leSignalling, '1601 0400 6000 ffff'],
    [FixedCid.leSignalling, '0601 0400 4000 5000'],
    [FixedCid.leSignalling, '0701 0400 5000 4000'],
    [FixedCid.leSignalling, '0101 0200 0000'],
    [FixedCid.leSignalling, '1201 0800 0600 0c00 0000 c800'],
    [FixedCid.leSignalling, '1301 0200 0000'],
    [0x0040, '0300 aabbcc'],
    [0x0041, '3000 0102030405'],
    [0x0042, '0000'],
  ] as const
).map(([channelId, hex]) => encode(basicFrame, { channelId, informationPayload: fromHex(hex) }));

/** What was damaged on the way. */
const damages = fc.record({
  sample: fc.nat(SAMPLES.length - 1),
  kind: fc.constantFrom('none', 'none', 'none', 'exchange', 'cut', 'add', 'split', 'noise'),
  boundary: fc.constantFrom(first, first, first, continuing, complete),
  at: fc.nat(63),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 40 }),
  pauseMs: fc.constantFrom(0, 0, 0, 0, 1, 1000),
});

type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** Fragments in a row, as one link hears them. */
const FRAGMENTS_PER_SEQUENCE = 25;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has 25 fragments, and a link of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a link throws, sends what it must not, or does not work any more afterwards. */
export async function withstandsNoise({ sequences, seed }: NoiseOptions): Promise<void> {
  const sequence = fc.array(damages, {
    minLength: FRAGMENTS_PER_SEQUENCE,
    maxLength: FRAGMENTS_PER_SEQUENCE,
  });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      const noisy = openLink();
      for (const step of steps) {
        hear(noisy.end, step);
        if (step.pauseMs > 0) await noisy.clock.advance(step.pauseMs);
      }
      await checkLink(noisy);
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

/** A link that listens, and asks for two channels and connection parameters. */
function openLink() {
  const { clock, end, l2cap } = openEnd({ onParameterRequest: () => true });
  const settled: Promise<unknown>[] = [];
  const lengths: number[] = [];
  const use = (channel: CreditChannel) => {
    channel.onReceive = (sdu) => void lengths.push(sdu.length);
    settled.push(channel.send(SDU).catch(() => {}));
  };
  l2cap.listen(SPSM, { ...SETTINGS, onChannel: use });
  for (let i = 0; i < 2; i++) {
    settled.push(l2cap.connect(SPSM, SETTINGS).then(use, () => {}));
  }
  return { clock, end, l2cap, settled, lengths };
}

function hear(end: ReturnType<typeof openEnd>['end'], damage: Damage): void {
  const { sample, kind, boundary, at, byte, bytes } = damage;
  const whole = SAMPLES[sample] ?? bytes;
  const place = at % (whole.length + 1);
  const [before, after] = [whole.subarray(0, place), whole.subarray(place)];
  const say = (packetBoundary: PacketBoundary, data: Uint8Array) =>
    end.hearBytes(packetBoundary, data);
  switch (kind) {
    case 'none':
      say(first, whole);
      return;
    case 'split':
      say(first, before);
      say(continuing, after);
      return;
    case 'exchange':
      say(first, Uint8Array.of(...before, byte, ...after.subarray(1)));
      return;
    case 'cut':
      say(boundary, before);
      return;
    case 'add':
      say(boundary, Uint8Array.of(...before, ...bytes, ...after));
      return;
    case 'noise':
      say(boundary, bytes);
      return;
  }
}

async function checkLink({ clock, end, l2cap, settled, lengths }: ReturnType<typeof openLink>) {
  await clock.advance(0);
  const frames = end.sent.map((bytes) => decode(basicFrame, bytes));
  const tooLong = frames.find(
    ({ channelId, informationPayload: { length } }) =>
      length > (channelId === FixedCid.leSignalling ? SIGNALLING_MTU : SDU.length + 2),
  );
  if (tooLong) expect.unreachable(`sent ${toHex(tooLong.informationPayload)}, which is too long`);
  if (lengths.some((length) => length > SETTINGS.mtu)) expect.unreachable('gave too long an SDU');

  // Signalling still answers, and frames are found again.
  end.sent.length = 0;
  end.hearFrame(FixedCid.leSignalling, fromHex('7f 77 0000'));
  const answers = end.sent.map(toHex);
  if (!answers.includes('06000500017702000000')) expect.unreachable(`answered ${answers.join()}`);

  // Nothing waits for ever.
  l2cap.close(GONE);
  await clock.advance(0);
  await Promise.all(settled);
}

// What holds for a listener whatever bytes it hears: `npm test` tries it briefly, `npm run fuzz` long.

import fc from 'fast-check';
import { expect } from 'vitest';
import { decode } from '../codec/index.ts';
import { fromHex, toHex } from '../core/index.ts';
import { type Advert, adStructures, localNameOf } from '../radio/index.ts';
import { AdvertListener } from './advert-listener.ts';

/** Packets of each kind that noise is made of; fragments among them, so that it joins. */
const SAMPLES: readonly Uint8Array[] = [
  // One legacy report, MiBeacon; two of them with a name; a scan response without strength.
  '043e290201000084535638c1a41d020106191695fe5858e4167284535638c1a42e8ea03b120000bf1855c7ac',
  '043e1e0202 0000010000 38c1a403 020106c4 0401665544 3322d1050409414243 b0',
  '043e110201 0401665544 3322d1050409 4142 437f',
  // A legacy report in the extended form; the beginning, middle and end of an extended one; one whose
  // rest was lost.
  '043e2b0d011300004e7cbc38c1a40100ff7fb90000000000000000001110161a18a4c138bc7c4e0102284f0b6720',
  '043e200d01 2000 01 665544 3322d1 0102017fc4 0000 00 000000000000 06 0516 d2fc4000',
  '043e1d0d01 2000 01 665544 3322d1 0102017fc4 0000 00 000000000000 03 010203',
  '043e1e0d01 0000 01 665544 3322d1 0102017fc4 0000 00 000000000000 04 01020304',
  '043e1d0d01 4000 00 010000 38c1a4 0102027fc4 0000 00 000000000000 03 020106',
  // Not for a listener.
  '040e0401030c00',
  '0240200300010203',
].map(fromHex);

/** What was damaged on the way: a byte exchanged, some lost, some added, some from another packet. */
const damages = fc.record({
  sample: fc.nat(SAMPLES.length - 1),
  kind: fc.constantFrom('none', 'exchange', 'flip', 'cut', 'drop', 'add', 'splice', 'noise'),
  at: fc.nat(255),
  byte: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 24 }),
  pauseMs: fc.constantFrom(0, 0, 0, 10, 6000, -10_000),
});

type Damage = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** Packets in a row, as one listener hears them. */
const PACKETS_PER_SEQUENCE = 10;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Each has ten packets, all but one in eight damaged, and a listener of its own. */
  readonly sequences: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
}

/** Fails when a listener throws, or gives an advert that cannot be. */
export function withstandsNoise({ sequences, seed }: NoiseOptions): void {
  const sequence = fc.array(damages, {
    minLength: PACKETS_PER_SEQUENCE,
    maxLength: PACKETS_PER_SEQUENCE,
  });
  fc.assert(
    fc.property(sequence, (steps) => {
      const listener = new AdvertListener();
      let timeMs = 0;
      for (const step of steps) {
        const packet = damaged(step);
        const before = listener.malformed;
        timeMs += step.pauseMs;
        const adverts = listener.hear(packet, timeMs);
        const isMalformed = listener.malformed > before;
        if (listener.malformed > before + 1) throw new Error('counted twice');
        if (isMalformed && adverts.length > 0) throw new Error('malformed, and yet adverts');
        if (isMalformed && step.kind === 'none') throw new Error('a good event was malformed');
        for (const advert of adverts) checkAdvert(advert, timeMs);
      }
    }),
    { numRuns: sequences, ...(seed !== undefined && { seed }) },
  );
}

function damaged({ sample, kind, at, byte, bytes }: Damage): Uint8Array {
  const whole = SAMPLES[sample] ?? bytes;
  const place = at % (whole.length + 1);
  const [before, after] = [whole.subarray(0, place), whole.subarray(place)];
  switch (kind) {
    case 'exchange':
      return Uint8Array.of(...before, byte, ...after.subarray(1));
    case 'flip':
      return whole.map((value, index) => (index === place ? value ^ (1 << (byte & 7)) : value));
    case 'cut':
      return before;
    case 'drop':
      return Uint8Array.of(...before, ...after.subarray(1 + (byte & 7)));
    case 'add':
      return Uint8Array.of(...before, ...bytes, ...after);
    case 'splice':
      return Uint8Array.of(...before, ...(SAMPLES[byte % SAMPLES.length] ?? whole).subarray(place));
    case 'noise':
      return Uint8Array.of(0x04, 0x3e, bytes.length, byte % 2 === 0 ? 0x02 : 0x0d, ...bytes);
    case 'none':
      return whole;
  }
}

const MAX_ADVERT = 1650;
const MAX_NAME = 248;

/** Plain comparisons: an assertion library would take most of the time of a long run. */
function checkAdvert(advert: Advert, timeMs: number): void {
  const { addressValue, rssiDbm = 0, sid = 0, data } = advert;
  const name = localNameOf(data) ?? '';
  const isPossible =
    Number.isInteger(addressValue) &&
    addressValue >= 0 &&
    addressValue < 2 ** 48 &&
    Math.abs(rssiDbm) <= 128 &&
    rssiDbm !== 127 &&
    sid >= 0 &&
    sid <= 15 &&
    data.length <= MAX_ADVERT &&
    advert.timeMs === timeMs &&
    name.length <= MAX_NAME &&
    !/\p{Cc}/u.test(name);
  if (!isPossible) expect.unreachable(JSON.stringify(everythingHeard([advert])));
  const inStructures = decode(adStructures, data).reduce(
    (sum, one) => sum + one.data.length + 2,
    0,
  );
  if (inStructures > data.length) expect.unreachable(`structures overrun ${toHex(data)}`);
}

/** All that adverts say, in a form that prints; left out is what is absent. */
export function everythingHeard(adverts: readonly Advert[]): readonly Record<string, unknown>[] {
  return adverts.map((advert) => {
    const flags = {
      connectable: advert.isConnectable,
      'scan response': advert.isScanResponse,
      extended: advert.isExtended,
      truncated: advert.isTruncated,
    };
    const { address, addressType, timeMs, rssiDbm, sid, txPowerDbm } = advert;
    return {
      address,
      addressType,
      timeMs,
      data: toHex(advert.data),
      is: Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [name] : [])),
      ...(rssiDbm !== undefined && { rssiDbm }),
      ...(sid !== undefined && { sid }),
      ...(txPowerDbm !== undefined && { txPowerDbm }),
    };
  });
}

// The known answers as the air, bad radios and enemies leave them. `npm test` tries it briefly,
// `npm run fuzz` long.

import { encode } from '@bluebell/ble/codec';
import { type AddressValue, fromHex } from '@bluebell/ble/core';
import { Advert, adStructures, serviceData16 } from '@bluebell/ble/radio';
import fc from 'fast-check';
import type { KeyRing } from '../bind-key.ts';
import { decodeAdvert } from '../decode.ts';
import { checkSound, provenPart } from './proof.contract.ts';
import { type AdvertLine, advertOf, adverts, keysOf } from './vectors.contract.ts';

/** A line with what it is decoded from and by. */
export interface Sample {
  readonly line: AdvertLine;
  readonly keys: KeyRing;
  readonly advert: Advert;
}

/** All known answers. */
export const SAMPLES: readonly Sample[] = adverts().map((line) => ({
  line,
  keys: keysOf(line),
  advert: advertOf(line),
}));

/** Some lines are true frames with a bit exchanged: noise may set them right again. */
function isDamagedAlready({ line }: Sample): boolean {
  return line.expect.error === 'auth_failed';
}

/** What each key has truly sealed. */
const SEALED = new Map<string, Set<string>>();
for (const { line, keys, advert } of SAMPLES) {
  for (const measurement of decodeAdvert(advert, keys)) {
    if (!measurement.encrypted || measurement.fault !== undefined) continue;
    const sealed = SEALED.get(line.bindKey ?? '') ?? new Set();
    SEALED.set(line.bindKey ?? '', sealed.add(provenPart(measurement.details())));
  }
}

/** One thing that is done to bytes. */
const edit = fc.record({
  kind: fc.constantFrom('set', 'flip', 'swap', 'cut', 'drop', 'add', 'repeat', 'mix'),
  at: fc.nat(0xffff),
  byte: fc.nat(0xff),
  more: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

/** What happens to an advert on its way. */
const noise = fc.record({
  sample: fc.constantFrom(...SAMPLES),
  /** From where bytes are mixed in. */
  other: fc.constantFrom(...SAMPLES.filter((sample) => !isDamagedAlready(sample))),
  /** The service data alone, whose length is then right again, or all of the advert. */
  where: fc.constantFrom('frame', 'frame', 'advert'),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  /** Another sender, whose address differs in one bit; for most it is the same. */
  senderBit: fc.option(fc.nat(47), { freq: 8 }),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;
type Noise = typeof noise extends fc.Arbitrary<infer T> ? T : never;

/** How long the noise lasts. */
export interface NoiseOptions {
  /** Adverts that are heard. */
  readonly adverts: number;
  /** Default: another one each time; a failure prints it. */
  readonly seed?: number;
  /** Called now and then with how many were heard. */
  readonly onProgress?: (heard: number) => void;
}

/** What came of it. */
export interface NoiseCounts {
  /** Frames with the legacy cipher that differ from all that were sent, and yet are believed. */
  forged: number;
  measurements: number;
  faults: number;
}

/** So many between two calls of `onProgress`. */
const CHUNK = 250_000;

/**
 * Damages adverts, decodes them, and takes all that was read apart.
 *
 * @throws {Error} with the smallest damage that was found, when a decoder throws, or says what it
 * has no proof of.
 */
export function withstandNoise({ adverts, seed, onProgress }: NoiseOptions): NoiseCounts {
  const counts: NoiseCounts = { forged: 0, measurements: 0, faults: 0 };
  for (let heard = 0; heard < adverts; heard += CHUNK) {
    const numRuns = Math.min(CHUNK, adverts - heard);
    fc.assert(
      fc.property(noise, (one) => hear(damaged(one), one.sample, counts)),
      { numRuns, ...(seed !== undefined && { seed: seed + heard }) },
    );
    onProgress?.(heard + numRuns);
  }
  return counts;
}

/** Decodes an advert, and checks whatever it says. */
export function hear(
  advert: Advert,
  sample: Sample,
  counts: NoiseCounts = { measurements: 0, faults: 0, forged: 0 },
): void {
  const { line, keys } = sample;
  for (const measurement of decodeAdvert(advert, keys)) {
    counts.measurements++;
    if (measurement.fault !== undefined) counts.faults++;
    checkSound(measurement, advert, line.bindKey);
    if (!measurement.encrypted || measurement.fault !== undefined) continue;
    const details = measurement.details();
    if (SEALED.get(line.bindKey ?? '')?.has(provenPart(details))) continue;
    if (isDamagedAlready(sample)) continue;
    const isLegacy = measurement.family === 'mibeacon' && (details.version ?? 0) < 4;
    if (!isLegacy) throw new Error(`opened what nobody sealed: ${JSON.stringify(details)}`);
    // One byte of tag: one change of 256 passes. It must be whole at least.
    if (details.truncatedObject || details.trailingBytes) throw new Error('not whole');
    counts.forged++;
  }
}

function damaged({ sample, other, where, edits, senderBit }: Noise): Advert {
  const { line, advert } = sample;
  const [uuid = '', hex = ''] = Object.entries(line.serviceData)[0] ?? [];
  const [mixedIn = ''] = Object.values(other.line.serviceData);
  const bytes = edits.reduce<Uint8Array>(
    (bytes, one) => edited(bytes, one, fromHex(mixedIn)),
    where === 'frame' ? fromHex(hex) : advert.data,
  );
  return new Advert({
    address: senderBit === null ? advert.addressValue : flipped(advert.addressValue, senderBit),
    addressType: advert.addressType,
    data: where === 'frame' ? framed(uuid, bytes.subarray(0, MAX_SERVICE_DATA)) : bytes,
    timeMs: 0,
  });
}

function flipped(address: AddressValue, bit: number): AddressValue {
  const unit = 2 ** bit;
  return Math.floor(address / unit) % 2 === 1 ? address - unit : address + unit;
}

/** What one AD structure has room for, besides type and UUID. */
const MAX_SERVICE_DATA = 252;

/** Service data as the only AD structure. */
export function framed(uuid: string, data: Uint8Array): Uint8Array {
  return encode(adStructures, [serviceData16(Number.parseInt(uuid, 16), data)]);
}

function edited(bytes: Uint8Array, { kind, at, byte, more }: Edit, other: Uint8Array): Uint8Array {
  const place = at % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  const [one, next] = [after.subarray(0, 1), after.subarray(1, 2)];
  switch (kind) {
    case 'set':
      return Uint8Array.of(...before, byte, ...after.subarray(1));
    case 'flip':
      return bytes.map((value, index) => (index === place ? value ^ (2 ** (byte % 8)) : value));
    case 'swap':
      return Uint8Array.of(...before, ...next, ...one, ...after.subarray(2));
    case 'cut':
      return before;
    case 'drop':
      return Uint8Array.of(...before, ...after.subarray(1 + (byte % 8)));
    case 'add':
      return Uint8Array.of(...before, ...more, ...after);
    case 'repeat':
      return Uint8Array.of(...bytes, ...after);
    case 'mix':
      return Uint8Array.of(...before, ...other.subarray(place));
  }
}

// Known answers: adverts with their meaning, foreign adverts, and private addresses. For tests only.

import { readFileSync } from 'node:fs';
import { encode } from '@bluebell/ble/codec';
import { type AddressType, fromHex, parseAddress } from '@bluebell/ble/core';
import {
  AdType,
  Advert,
  adStructures,
  manufacturerData,
  serviceData16,
  walkAdStructures,
} from '@bluebell/ble/radio';
import type { AdvertFormat } from '../advert-format.ts';
import { BindKey, type KeyRing } from '../bind-key.ts';
import type { Family, Measurement } from '../measurement.ts';

/** What an advert means, by name. */
export type Expectation = Readonly<Record<string, unknown>> & { readonly family: Family };

/** What every line on an advert has. */
interface HeardLine {
  readonly id: string;
  /** Where the frame was published. */
  readonly source: string;
  readonly mac: string;
  readonly addressType: AddressType;
  readonly rssi?: number;
  readonly name?: string;
  /** By 16-bit UUID as four digits, and the bytes behind it. */
  readonly serviceData?: Readonly<Record<string, string>>;
  /** By company as four digits. */
  readonly manufacturerData?: Readonly<Record<string, string>>;
  /** All AD structures. */
  readonly rawAdv?: string;
  /** The HCI packet that brought it. */
  readonly hciEvent?: string;
  readonly note?: string;
}

/** An advert of a sensor, and what it means. */
export interface AdvertLine extends HeardLine {
  /** Made or altered by us, not published as such. */
  readonly synthetic?: boolean;
  readonly serviceData: Readonly<Record<string, string>>;
  readonly bindKey?: string;
  readonly expect: Expectation;
  /** How far to trust it. */
  readonly verified: readonly string[];
}

/** An advert that must not be recognised. */
export interface ForeignLine extends HeardLine {
  readonly rawAdv: string;
  readonly expect: { readonly recognized: false };
}

/** An identity key and an address that it made, or did not make. */
export interface RpaLine {
  readonly id: string;
  readonly irk: string;
  readonly address: string;
  readonly resolves: boolean;
  readonly note?: string;
}

// The casts hold since the tests of each file read every member that is named here.
const ADVERTS = readLines('adverts') as readonly AdvertLine[];
const FOREIGN = readLines('foreign') as readonly ForeignLine[];
const RPA = readLines('rpa') as readonly RpaLine[];

/** Adverts of sensors: all, or those of some families. */
export function adverts(...families: readonly Family[]): readonly AdvertLine[] {
  if (families.length === 0) return ADVERTS;
  return ADVERTS.filter((line) => families.includes(line.expect.family));
}

/** Adverts of other makers. */
export function foreign(): readonly ForeignLine[] {
  return FOREIGN;
}

/** Identity keys and addresses. */
export function rpa(): readonly RpaLine[] {
  return RPA;
}

/** The advert of a line: `rawAdv` where there is one, else put together from its service data. */
export function advertOf(line: HeardLine, data: Uint8Array = dataOf(line)): Advert {
  return new Advert({
    address: parseAddress(line.mac),
    addressType: line.addressType,
    rssiDbm: line.rssi,
    data,
    timeMs: 0,
  });
}

/** The key of a line, for whatever address a decoder asks. */
export function keysOf(line: { readonly bindKey?: string }): KeyRing {
  const key = line.bindKey === undefined ? undefined : new BindKey(fromHex(line.bindKey));
  return { get: () => key };
}

/** All that some formats read from an advert, in the order of its AD structures. */
export function measurementsOf(
  advert: Advert,
  keys: KeyRing,
  formats: readonly AdvertFormat[],
): readonly Measurement[] {
  const found: Measurement[] = [];
  walkAdStructures(advert.data, (type, structure) => {
    if (type !== AdType.serviceData16 || structure.left < 2) return;
    const adLength = structure.left + 1;
    const uuid = structure.u16();
    const { offset } = structure;
    for (const format of formats) {
      if (!format.uuids.includes(uuid)) continue;
      structure.offset = offset;
      const measurement = format.read(structure, { advert, keys, uuid, adLength });
      if (measurement) found.push(measurement);
    }
  });
  return found;
}

/** Members of an answer that are no values: the only ones that an answer with `error` may have. */
const FRAME_MEMBERS: ReadonlySet<string> = new Set([
  'family',
  'product',
  'pid',
  'deviceType',
  'control',
  'version',
  'frameCounter',
  'packetId',
  'counter',
  'payloadMac',
  'macMismatch',
  'capability',
  'ioCapability',
  'triggerBased',
  'encrypted',
  'nonce',
  'plaintext',
  'error',
  'objects',
  'unknownObjects',
  'truncatedObject',
  'trailingBytes',
]);

/**
 * Compares as a subset: what is expected must be there, numbers within 0.006; more is allowed, but
 * no values beside an error.
 *
 * @throws {Error} naming the path of everything that differs.
 */
export function expectSubset(
  result: Readonly<Record<string, unknown>> | undefined,
  expected: Readonly<Record<string, unknown>>,
): void {
  const differences =
    result === undefined ? ['nothing was recognised'] : differencesOf(result, expected, '');
  if (result?.error !== undefined) {
    const values = Object.keys(result).filter((name) => !FRAME_MEMBERS.has(name));
    differences.push(...values.map((name) => `${name}: a value beside an error`));
  }
  if (differences.length > 0) throw new Error(differences.join('\n'));
}

/** Numbers of two decoders may differ by as much. */
const TOLERANCE = 0.006;

function differencesOf(found: unknown, expected: unknown, path: string): string[] {
  if (typeof found === 'number' && typeof expected === 'number') {
    return Math.abs(found - expected) <= TOLERANCE ? [] : [differs(found, expected, path)];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) {
      return [differs(found, expected, path)];
    }
    return expected.flatMap((item, i) => differencesOf(found[i], item, `${path}[${i}]`));
  }
  if (isRecord(expected)) {
    if (!isRecord(found)) return [differs(found, expected, path)];
    return Object.entries(expected).flatMap(([name, value]) =>
      differencesOf(found[name], value, path === '' ? name : `${path}.${name}`),
    );
  }
  return found === expected ? [] : [differs(found, expected, path)];
}

function differs(found: unknown, expected: unknown, path: string): string {
  return `${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function dataOf(line: HeardLine): Uint8Array {
  return line.rawAdv === undefined ? structuresOf(line) : fromHex(line.rawAdv);
}

/** The service data and manufacturer data of a line, and nothing else, as AD structures. */
export function structuresOf({ serviceData = {}, manufacturerData: makers = {} }: HeardLine) {
  return encode(adStructures, [
    ...Object.entries(serviceData).map(([uuid, hex]) =>
      serviceData16(Number.parseInt(uuid, 16), fromHex(hex)),
    ),
    ...Object.entries(makers).map(([company, hex]) =>
      manufacturerData(Number.parseInt(company, 16), fromHex(hex)),
    ),
  ]);
}

function readLines(name: string): readonly unknown[] {
  const text = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

// What values mean whose UUIDs the SIG has assigned: in words, for people.

import {
  bitSet,
  decode,
  type Field,
  i8,
  i16,
  scaled,
  struct,
  u8,
  u16,
  u32,
} from '@bluebell/ble/codec';
import { DecodeError, hex16, type Uuid } from '@bluebell/ble/core';
import { heartRateMeasurement, preferredParameters } from '@bluebell/ble/gatt';
import { clean } from '../../plain-text.ts';
import { readableText } from './value-form.ts';

/** @throws {DecodeError} the value is too short, or too long. */
type Words = (value: Uint8Array) => string;

/** Device Information Service, 3.9. */
const PNP_ID = struct({ source: u8, vendor: u16, product: u16, version: u16 });
const SOURCES: Readonly<Record<number, string>> = { 1: 'Bluetooth company', 2: 'USB vendor' };

/** Vol 3, Part G, 3.3.3.3. */
const CCCD_BITS = ['notifications', 'indications'];

/** Heart Rate Service, 3.2. */
const BODY_LOCATIONS = ['other', 'chest', 'wrist', 'finger', 'hand', 'ear lobe', 'foot'];

/** By UUID. GATT Specification Supplement, where nothing else is said. */
const WORDS: Readonly<Record<Uuid, Words>> = {
  '2a01': (value) => (decode(u16, value) === 0 ? 'unknown' : hex16(decode(u16, value))),
  '2a04': preferred,
  '2a07': unit(i8, 'dBm'),
  '2a19': unit(u8, '%'),
  '2a37': heartRate,
  '2a38': (value) => BODY_LOCATIONS[decode(u8, value)] ?? 'reserved',
  '2a50': pnpId,
  '2a6d': unit(scaled(u32, 0.1), 'Pa'),
  '2a6e': unit(scaled(i16, 0.01), '°C'),
  '2a6f': unit(scaled(u16, 0.01), '%'),
  '2902': (value) => {
    const bits = decode(bitSet(2), value);
    return CCCD_BITS.filter((_, bit) => bits.has(bit)).join(' and ') || 'off';
  },
};

/** What a value says, to be read behind its bytes; `undefined` where it says nothing to people. */
export function wordsOfValue(uuid: Uuid, value: Uint8Array): string | undefined {
  const meaning = meaningOf(uuid, value);
  if (meaning !== undefined) return meaning;
  const text = readableText(value);
  return text === undefined ? undefined : `"${clean(text)}"`;
}

/** What a value means that the tables know; `undefined` for others, and for those that break the rules. */
export function meaningOf(uuid: Uuid, value: Uint8Array): string | undefined {
  const words = Object.hasOwn(WORDS, uuid) ? WORDS[uuid] : undefined;
  try {
    return words?.(value);
  } catch (error) {
    // Devices send what they like; the bytes are shown anyway.
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function unit(number: Field<number>, name: string): Words {
  return (value) => `${Number(decode(number, value).toFixed(3))} ${name}`;
}

function preferred(value: Uint8Array): string {
  const link = decode(preferredParameters, value);
  const { minIntervalMs, maxIntervalMs, latency, supervisionTimeoutMs } = link;
  return `every ${minIntervalMs} to ${maxIntervalMs} ms, latency ${latency}, timeout ${supervisionTimeoutMs} ms`;
}

function pnpId(value: Uint8Array): string {
  const { source, vendor, product, version } = decode(PNP_ID, value);
  const numbers = `${hex16(vendor)}, product ${hex16(product)}, version ${hex16(version)}`;
  return `${SOURCES[source] ?? 'vendor'} ${numbers}`;
}

function heartRate(value: Uint8Array): string {
  const { beatsPerMinute, energyKilojoules, intervalsMs } = decode(heartRateMeasurement, value);
  const parts = [`${beatsPerMinute} beats/min`];
  if (energyKilojoules !== undefined) parts.push(`${energyKilojoules} kJ`);
  if (intervalsMs.length > 0) {
    parts.push(`beats after ${intervalsMs.map((ms) => Math.round(ms)).join(', ')} ms`);
  }
  return parts.join(', ');
}

// What stands in AD structures of each type. Core Specification Supplement, Part A, 1.

import { i8, type Reader, type u8, u16, u24, u48 } from '@bluebell/ble/codec';
import { formatAddress, parseUuid, toHex } from '@bluebell/ble/core';
import { nameOfUuid } from '@bluebell/ble/radio';
import type { Heard } from '../advert-format.ts';
import { appearanceName, companyName } from './ad-type-names.ts';
import { type Cutter, hexOf, type Said } from './cutter.ts';
import { COMPANY_FORMATS, SERVICE_FORMATS } from './formats.ts';

/** The circumstances of an AD structure. */
export type Around = Omit<Heard, 'uuid'>;

type Cut = (inside: Cutter, around: Around) => Said | string;

const FLAGS = [
  'limited discoverable',
  'general discoverable',
  'no BR/EDR',
  'LE and BR/EDR in one controller',
  'LE and BR/EDR in one host',
];

/** Of URIs, what stands for their beginning. Assigned Numbers, 2.7; only what is met. */
const SCHEMES: Readonly<Record<number, string>> = { 1: '', 22: 'http:', 23: 'https:' };

const decoder = new TextDecoder();

/** The longest name that a device can have, in bytes. Vol 3, Part C, 12.1. */
const MAX_NAME = 248;

const CUTS: Readonly<Record<number, Cut>> = {
  1: leaf('flags', flagsIn),
  2: uuids(2),
  3: uuids(2),
  4: uuids(4),
  5: uuids(4),
  6: uuids(16),
  7: uuids(16),
  8: leaf('name', textIn),
  9: leaf('name', textIn),
  10: number('transmit power', i8, (dbm) => `${dbm} dBm`),
  13: number('class', u24, (value) => `0x${value.toString(16).padStart(6, '0')}`),
  18: intervalRange,
  20: uuids(2),
  21: uuids(16),
  22: serviceData(2),
  23: addresses,
  24: addresses,
  25: number('appearance', u16, appearanceName),
  26: number('interval', u16, (value) => `${value * 0.625} ms`),
  27: deviceAddress,
  31: uuids(4),
  32: serviceData(4),
  33: serviceData(16),
  36: leaf('URI', uriIn),
  48: leaf('name', textIn),
  255: manufacturerData,
};

/** Cuts what stands behind the type, and says what it comes to. */
export function cutAdData(type: number, inside: Cutter, around: Around): Said | string {
  const cut = CUTS[type];
  if (cut) return cut(inside, around);
  const value = hexOf(inside.peek());
  inside.remains('data');
  return value;
}

/** A structure that holds one thing, to its end. */
function leaf(name: string, say: (from: Reader) => string): Cut {
  return (inside) => {
    const value = say(inside.peek());
    inside.cut(name, inside.left, () => value);
    return value;
  };
}

function number(name: string, field: typeof u8, say: (value: number) => string): Cut {
  return (inside) => {
    const value = inside.field(name, field, say);
    return value === undefined ? '' : say(value);
  };
}

function flagsIn(from: Reader): string {
  if (from.left === 0) return 'none';
  const set = from.u8();
  return FLAGS.filter((_, bit) => (set >> bit) & 1).join(', ') || 'none';
}

/** Control characters are left out: people see it, and anybody can send it. */
function textIn(from: Reader): string {
  return decoder.decode(from.view(Math.min(from.left, MAX_NAME))).replace(/\p{Cc}/gu, '');
}

function uriIn(from: Reader): string {
  if (from.left === 0) return '';
  const code = from.u8();
  return `${SCHEMES[code] ?? `(scheme ${code}) `}${textIn(from)}`;
}

function uuids(size: number): Cut {
  return (inside) => {
    const found: string[] = [];
    while (inside.left >= size) {
      inside.cut('UUID', size, (from) => {
        const text = uuidIn(from);
        found.push(text);
        return text;
      });
    }
    return found.slice(0, 8).join(', ') + (found.length > 8 ? ' …' : '');
  };
}

/** All bytes as a UUID, with its name where it has one. */
function uuidIn(from: Reader): string {
  const uuid = parseUuid(toHex(from.rest().toReversed()));
  const name = nameOfUuid(uuid);
  return name === undefined ? uuid : `${name} (${uuid})`;
}

function addresses(inside: Cutter): string {
  const found: string[] = [];
  while (inside.left >= 6) {
    const address = inside.field('address', u48, formatAddress);
    if (address !== undefined) found.push(formatAddress(address));
  }
  return found.slice(0, 4).join(', ');
}

function deviceAddress(inside: Cutter): string {
  const address = inside.field('address', u48, formatAddress);
  inside.cut('kind', 1, (from) => (from.u8() % 2 === 1 ? 'random' : 'public'));
  return address === undefined ? '' : formatAddress(address);
}

function intervalRange(inside: Cutter): string {
  const shortest = inside.field('shortest', u16, intervalWords);
  const longest = inside.field('longest', u16, intervalWords);
  const both = [shortest, longest].filter((one) => one !== undefined);
  return both.map(intervalWords).join(' to ');
}

function intervalWords(units: number): string {
  return units === 0xff_ff ? 'any' : `${units * 1.25} ms`;
}

function serviceData(size: number): Cut {
  return (inside, around) => {
    if (inside.left < size) return '';
    let service = '';
    const uuid = size === 2 ? inside.peek(2).u16() : undefined;
    inside.cut('service', size, (from) => {
      service = uuidIn(from);
      return service;
    });
    const format = uuid === undefined ? undefined : SERVICE_FORMATS.get(uuid);
    if (uuid === undefined || !format) return plainData(inside, service);
    let said = '';
    inside.group(format.name, inside.left, (frame) => {
      const whole = format.cut(frame, { ...around, uuid });
      said = typeof whole === 'string' ? whole : whole.value;
      return whole;
    });
    return [format.name, said].filter((one) => one !== '').join(': ');
  };
}

function manufacturerData(inside: Cutter, around: Around): Said | string {
  const company = inside.field('company', u16, companyName);
  if (company === undefined) return '';
  const format = COMPANY_FORMATS.get(company);
  if (!format) return plainData(inside, companyName(company));
  let said = '';
  inside.group(format.name, inside.left, (frame) => {
    const whole = format.cut(frame, { ...around, uuid: company });
    said = typeof whole === 'string' ? whole : whole.value;
    return whole;
  });
  return [companyName(company), said].filter((one) => one !== '').join(': ');
}

function plainData(inside: Cutter, of: string): string {
  inside.remains('data');
  return of;
}

// One decoded advert as a person reads it: what it says first, the frame below.

import { formatAddress } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { decodeAdvert, identifyBeacon, type KeyRing, type Measurement } from '@bluebell/sensors';
import { clean } from '../plain-text.ts';
import { NO_ADDRESS } from './hex-input.ts';
import type { Paint } from './paint.ts';
import { eventText, FAULT_TEXT, isQuantity, valueText, wordsOf } from './value-text.ts';

/** Columns of the names in front of the values. */
const NAME_WIDTH = 24;

/** All that an advert says, one paragraph a frame. */
export function reportOf(advert: Advert, keys: KeyRing, paint: Paint): string {
  const frames = decodeAdvert(advert, keys).map((measurement) =>
    paragraph(measurement, advert, paint),
  );
  const beacon = identifyBeacon(advert);
  if (beacon) {
    const { kind, ...members } = beacon;
    const head = headOf(wordsOf(kind), advert.addressValue, 'beacon');
    frames.push([paint('bold', head), ...rowsOf(members)].join('\n'));
  }
  if (frames.length > 0) return frames.join('\n\n');
  return headOf('no sensor that bluebell knows', advert.addressValue);
}

function paragraph(measurement: Measurement, advert: Advert, paint: Paint): string {
  const { family, product, fault, values, events, address } = measurement;
  const { macMismatch, ...details } = measurement.details();
  const isMismatch = macMismatch === true && advert.addressValue !== NO_ADDRESS;
  return [
    paint('bold', headOf(product ?? 'unknown product', address, family)),
    ...(fault === undefined ? [] : [paint('red', `  ${FAULT_TEXT[fault]} (${fault})`)]),
    ...rowsOf(values),
    ...events.map((event) => `  ${clean(eventText(event))}`),
    ...rowsOf({ ...details, ...(isMismatch && { sentBy: advert.address }) }).map((row) =>
      paint('dim', row),
    ),
  ].join('\n');
}

/** What it is, whose it is, and how that is known. */
function headOf(what: string, address: number, format?: string): string {
  const sender = address === NO_ADDRESS ? undefined : formatAddress(address);
  return clean([what, sender, format].filter((part) => part !== undefined).join('  '));
}

function rowsOf(members: object): readonly string[] {
  return Object.entries(members).flatMap(([name, value]: [string, unknown]) =>
    textsOf(name, value).map((text, i) => `  ${label(i === 0 ? name : '')}${clean(text)}`),
  );
}

function label(name: string): string {
  return wordsOf(name).padEnd(NAME_WIDTH);
}

/** What stands behind a name: a list takes a row for each of its items. */
function textsOf(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item: unknown) => membersText(item));
  if (typeof value === 'object' && value !== null && name !== 'triggerFlags') {
    return [membersText(value)];
  }
  return [isQuantity(name) || name === 'triggerFlags' ? valueText(name, value) : String(value)];
}

function membersText(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(String).join('  ')
    : String(value);
}

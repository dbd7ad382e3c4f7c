// BTHome frames of both versions taken apart.

import { u8, u32, u48 } from '@bluebell/ble/codec';
import { formatAddress, hex8, toHex } from '@bluebell/ble/core';
import type { Heard } from '../advert-format.ts';
import { BtHomeFindings } from '../adverts/bthome/findings.ts';
import type { BtHomeObject } from '../adverts/bthome/object.ts';
import { OBJECT_OF } from '../adverts/bthome/objects.ts';
import { type Opened, openPayload, SEAL_1, SEAL_2 } from '../adverts/bthome/seal.ts';
import { control, MAC_CONTROL, readObject } from '../adverts/bthome/version1.ts';
import { info } from '../adverts/bthome/version2.ts';
import { type Cutter, hexOf, type Said } from './cutter.ts';
import { FAULT_NOTES, type FormatCut } from './format-cut.ts';
import { bitsWords, findingsWords, titleOf } from './words.ts';

const VERSION_2 = 2;
const ENCRYPTED_UUID_1 = 0x181e;
const COUNTER_LENGTH = 4;
const TAG_LENGTH = 4;
const MAC_LENGTH = 6;

/** Version 1, in the clear and encrypted. */
export const bthome1Format: FormatCut = {
  name: 'BTHome 1',
  cut(frame, { advert, keys, uuid }) {
    const sender = advert.addressValue;
    if (uuid !== ENCRYPTED_UUID_1) return cutObjects1(frame);
    return cutSealed(
      frame,
      openPayload(frame.peek(), SEAL_1, keys.get(sender), sender),
      cutObjects1,
    );
  },
};

/** Version 2. */
export const bthome2Format: FormatCut = { name: 'BTHome 2', cut: cutVersion2 };

function cutVersion2(frame: Cutter, { advert, keys }: Heard): Said | string {
  if (frame.left === 0) return { value: '', note: FAULT_NOTES.malformed };
  const infoByte = frame.peek(1).u8();
  const flags = info.of(infoByte);
  frame.field('device information', u8, () => `${hex8(infoByte)}: ${bitsWords(flags)}`);
  if (flags.version !== VERSION_2) return { value: '', note: FAULT_NOTES.unsupported_version };
  const sender = advert.addressValue;
  const mac = flags.hasMac && frame.left >= MAC_LENGTH ? frame.peek(MAC_LENGTH).u48() : undefined;
  if (flags.hasMac) frame.field('address', u48, formatAddress);
  if (!flags.isEncrypted) return cutObjects2(frame);
  const address = flags.hasMac ? mac : sender;
  const key = (mac === undefined ? undefined : keys.get(mac)) ?? keys.get(sender);
  return cutSealed(frame, openPayload(frame.peek(), SEAL_2, key, address, infoByte), cutObjects2);
}

function cutSealed(
  frame: Cutter,
  { fault, plaintext }: Opened,
  cutObjects: (inside: Cutter) => string,
): Said | string {
  const note = fault && FAULT_NOTES[fault];
  const sealedLength = frame.left - COUNTER_LENGTH - TAG_LENGTH;
  if (sealedLength <= 0) {
    frame.remains('encrypted objects', FAULT_NOTES.malformed);
    return { value: '', note: note ?? FAULT_NOTES.malformed };
  }
  let said = '';
  if (plaintext) {
    frame.opened('encrypted objects', plaintext, (inside) => {
      said = cutObjects(inside);
      return said;
    });
  } else {
    frame.cut('encrypted objects', sealedLength, (from) => ({ value: hexOf(from), note }));
  }
  frame.field('counter', u32, String);
  frame.cut('check (MIC)', TAG_LENGTH, (from) => toHex(from.rest()));
  return { value: said, note };
}

function nameOf(object: BtHomeObject | undefined, id: number): string {
  if (!object) return `object ${hex8(id)}`;
  return titleOf('quantity' in object ? object.quantity : object.kind);
}

/** Objects without lengths: where one is unknown, so is all behind it. */
function cutObjects2(frame: Cutter): string {
  const all: string[] = [];
  while (frame.left > 0) {
    const at = frame.peek(2);
    const id = at.u8();
    const object = OBJECT_OF[id];
    if (!object) {
      frame.remains('objects', `nobody has described object ${hex8(id)}`);
      break;
    }
    const { size } = object.value;
    const carried = size === undefined && at.left > 0 ? at.u8() : 0;
    const headLength = size === undefined ? 2 : 1;
    frame.group(nameOf(object, id), headLength + (size ?? carried), (inside) => {
      inside.field('object', u8, hex8);
      if (size === undefined) inside.field('length', u8, (length) => `${length} bytes`);
      if (inside.left < (size ?? carried)) return '';
      const found = new BtHomeFindings();
      object.read(inside.peek(), found);
      const words = wordsIn(found);
      inside.cut('value', inside.left, () => words);
      all.push(words);
      return words;
    });
  }
  return all.join(', ');
}

/** Objects with lengths. */
function cutObjects1(frame: Cutter): string {
  const all: string[] = [];
  while (frame.left > 0) {
    const at = frame.peek(2);
    const controlByte = at.u8();
    const { length } = control.of(controlByte);
    const isMac = controlByte === MAC_CONTROL;
    const id = at.left > 0 && length > 0 && !isMac ? at.u8() : undefined;
    const object = id === undefined ? undefined : OBJECT_OF[id];
    const name = isMac ? 'address' : nameOf(object, id ?? 0);
    frame.group(name, 1 + length, (inside) => {
      inside.field('form', u8, (value) => `${hex8(value)}: ${bitsWords(control.of(value))}`);
      const said = isMac ? cutMac(inside, length) : cutObject1(inside, id, controlByte, length);
      if (typeof said === 'string' && said !== '') all.push(said);
      return said;
    });
  }
  return all.join(', ');
}

function cutMac(inside: Cutter, length: number): string {
  if (length !== MAC_LENGTH) return '';
  const mac = inside.field('address', u48, formatAddress);
  return mac === undefined ? '' : formatAddress(mac);
}

function cutObject1(
  inside: Cutter,
  id: number | undefined,
  controlByte: number,
  length: number,
): Said | string {
  if (id === undefined) return '';
  inside.field('object', u8, hex8);
  const whole = hexOf(inside.peek());
  const found = new BtHomeFindings();
  const isWhole = inside.left === length - 1;
  if (!isWhole || !readObject(id, controlByte, inside.peek(), found)) {
    return { value: whole, note: 'not understood' };
  }
  const words = wordsIn(found);
  inside.cut('value', inside.left, () => words);
  return words;
}

function wordsIn(found: BtHomeFindings): string {
  const words = findingsWords(found.values, found.events);
  if (words !== '') return words;
  return found.packet === undefined ? 'nothing happened' : `packet ${found.packet}`;
}

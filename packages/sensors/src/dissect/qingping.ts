// Qingping frames taken apart.

import { u8 } from '@bluebell/ble/codec';
import { hex8 } from '@bluebell/ble/core';
import { type GatheredValues, OBJECT_OF, packetId } from '../adverts/qingping/objects.ts';
import { head } from '../adverts/qingping/qingping.ts';
import { MODELS } from '../models/index.ts';
import type { Values } from '../quantities.ts';
import { type Cutter, hexOf, type Said } from './cutter.ts';
import { FAULT_NOTES, type FormatCut } from './format-cut.ts';
import { findingsWords, titleOf } from './words.ts';

const HEAD_LENGTH = 8;
/** Id and length of an object. */
const OBJECT_HEAD = 2;

const PRODUCTS: ReadonlyMap<number, string> = new Map(
  MODELS.flatMap(({ id, qingping = [] }) => qingping.map((type): [number, string] => [type, id])),
);

/** Service data of UUID 0xfdcd. */
export const qingpingFormat: FormatCut = { name: 'Qingping', cut: cutQingping };

/** UUID 0xfff9 belongs to others too: only frames of a known device are taken apart. */
export const qingpingOldFormat: FormatCut = {
  name: 'service data of 0xfff9',
  cut(frame) {
    const isOurs = frame.left > HEAD_LENGTH && PRODUCTS.has(head.read(frame.peek()).deviceType);
    if (isOurs) return cutQingping(frame);
    const value = hexOf(frame.peek());
    frame.remains('data');
    return value;
  },
};

function cutQingping(frame: Cutter): Said | string {
  const isWhole = frame.left >= HEAD_LENGTH;
  const type = isWhole ? head.read(frame.peek()).deviceType : undefined;
  frame.struct(head);
  if (type === undefined) return { value: '', note: FAULT_NOTES.malformed };
  const all = [PRODUCTS.get(type) ?? `device type ${hex8(type)}`];
  while (frame.left >= OBJECT_HEAD) {
    const at = frame.peek(OBJECT_HEAD);
    const id = at.u8();
    const length = at.u8();
    frame.group(nameOf(id), OBJECT_HEAD + length, (object) => {
      const said = cutObject(object, id);
      if (typeof said === 'string' && id !== packetId.id) all.push(said);
      return said;
    });
  }
  return all.join(', ');
}

function nameOf(id: number): string {
  if (id === packetId.id) return 'packet id';
  const known = OBJECT_OF[id];
  return known ? known.needs.map(titleOf).join(' and ') : `object ${hex8(id)}`;
}

function cutObject(object: Cutter, id: number): Said | string {
  object.field('object', u8, hex8);
  object.field('length', u8, (length) => `${length} bytes`);
  const whole = hexOf(object.peek());
  const known = OBJECT_OF[id];
  if (id === packetId.id && object.left === packetId.size) {
    object.field('value', u8, String);
    return whole;
  }
  const found: GatheredValues = {};
  if (known?.size !== object.left || !known.read(object.peek(), found)) {
    return { value: whole, note: 'not understood' };
  }
  // The cast holds since objects name none but quantities, of the type of each.
  const words = findingsWords(found as Values);
  object.cut('value', object.left, () => words);
  return words;
}

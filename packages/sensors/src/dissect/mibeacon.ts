// MiBeacon frames taken apart: head, objects, and what seals them.

import { fieldsOf, u8, u16, u24, u48 } from '@bluebell/ble/codec';
import { formatAddress, hex8, hex16, toHex } from '@bluebell/ble/core';
import type { Heard } from '../advert-format.ts';
import { openObjects, sealFormOf } from '../adverts/mibeacon/cipher.ts';
import { CompanyData } from '../adverts/mibeacon/company-data.ts';
import {
  BOND_COMBO,
  capabilityBits,
  frameControl,
  type MiBeaconHead,
  readHead,
} from '../adverts/mibeacon/frame.ts';
import { Collector, readObject } from '../adverts/mibeacon/object-walk.ts';
import { MI_BEACON_OBJECTS } from '../adverts/mibeacon/objects/index.ts';
import { type MiBeaconProduct, MiBeaconProducts } from '../adverts/mibeacon/products.ts';
import { MODELS } from '../models/index.ts';
import { type Cutter, hexOf, type Said } from './cutter.ts';
import { FAULT_NOTES, type FormatCut } from './format-cut.ts';
import { bitsWords, findingsWords } from './words.ts';

const PRODUCTS = new MiBeaconProducts(MODELS, MI_BEACON_OBJECTS);

const EXTENDED_COUNTER_LENGTH = 3;
/** Id and length of an object. */
const OBJECT_HEAD = 3;

/** Service data of Xiaomi. */
export const miBeaconFormat: FormatCut = { name: 'MiBeacon', cut: cutMiBeacon };

/** The head of a frame that does not fit into one AD structure, with its address. */
export const miBeaconCompanyFormat: FormatCut = {
  name: 'MiBeacon, other half',
  cut(frame) {
    const head = readHead(frame.peek());
    cutHead(frame, head);
    return head?.mac === undefined ? '' : formatAddress(head.mac);
  },
};

function cutMiBeacon(frame: Cutter, { advert, keys }: Heard): Said | string {
  const head = readHead(frame.peek());
  cutHead(frame, head);
  if (!head) return { value: '', note: FAULT_NOTES.malformed };
  const product = PRODUCTS.get(head.pid);
  const name = product.product ?? `product ${hex16(head.pid)}`;
  if (head.fault) return { value: name, note: FAULT_NOTES[head.fault] };
  const mac = head.mac ?? new CompanyData().macOf(head, advert) ?? advert.addressValue;
  const said = head.flags.encrypted
    ? cutSealed(frame, head, product, openObjects(frame.peek(), head, mac, keys.get(mac)))
    : cutObjects(frame, product);
  const { value, note } = typeof said === 'string' ? { value: said } : said;
  return { value: [name, value].filter((one) => one !== '').join(': '), note };
}

/** All that stands in front of the objects; what is not there, cuts nothing. */
function cutHead(frame: Cutter, head: MiBeaconHead | undefined): void {
  frame.field('frame control', u16, (control) => {
    return `${hex16(control)}: ${bitsWords(frameControl.of(control))}`;
  });
  frame.field('product', u16, (pid) => {
    const { product } = PRODUCTS.get(pid);
    return product === undefined ? hex16(pid) : `${product} (${hex16(pid)})`;
  });
  frame.field('frame counter', u8, String);
  if (!head) return;
  if (head.flags.hasMac) frame.field('address', u48, formatAddress);
  if (head.fault !== undefined || head.capability === undefined) return;
  const { capability } = head;
  const announced = capabilityBits.of(capability);
  frame.field('capability', u8, () => `${hex8(capability)}: ${bitsWords(announced)}`);
  if (announced.bondAbility === BOND_COMBO) {
    frame.cut('end of the Wi-Fi address', 2, (from) => toHex(from.rest()));
  }
  if (announced.hasIoCapability) {
    frame.cut('input and output', 2, (from) => toHex(from.rest()));
  }
}

function cutSealed(
  frame: Cutter,
  head: MiBeaconHead,
  product: MiBeaconProduct,
  { fault, plaintext }: ReturnType<typeof openObjects>,
): Said | string {
  const { tagLength } = sealFormOf(head);
  const sealedLength = frame.left - EXTENDED_COUNTER_LENGTH - tagLength;
  const note = fault && FAULT_NOTES[fault];
  if (sealedLength <= 0) {
    frame.remains('encrypted objects', FAULT_NOTES.malformed);
    return { value: '', note: note ?? FAULT_NOTES.malformed };
  }
  let said = '';
  if (plaintext) {
    frame.opened('encrypted objects', plaintext, (inside) => {
      said = cutObjects(inside, product);
      return said;
    });
  } else {
    frame.cut('encrypted objects', sealedLength, (from) => ({ value: hexOf(from), note }));
  }
  frame.field('extended counter', u24, String);
  frame.cut('check (MIC)', tagLength, (from) => toHex(from.rest()));
  return { value: said, note };
}

/** Cuts objects to the end; gives what they say. */
function cutObjects(frame: Cutter, product: MiBeaconProduct): string {
  const all: string[] = [];
  while (frame.left >= OBJECT_HEAD) {
    const at = frame.peek(OBJECT_HEAD);
    const id = at.u16();
    const length = at.u8();
    const row = product.get(id);
    frame.group(row?.name ?? `object ${hex16(id)}`, OBJECT_HEAD + length, (object) => {
      const said = cutObject(object, id, product);
      if (typeof said === 'string' && said !== '') all.push(said);
      return said;
    });
  }
  return all.join(', ');
}

function cutObject(object: Cutter, id: number, product: MiBeaconProduct): Said | string {
  object.field('object', u16, hex16);
  object.field('length', u8, (length) => `${length} bytes`);
  const row = product.get(id);
  const { left } = object;
  const whole = hexOf(object.peek());
  if (!row) {
    object.remains('value', 'nobody has described it');
    return { value: whole, note: 'nobody has described it' };
  }
  const found = new Collector();
  const isRead = readObject(row, object.peek(), found);
  const { values, events } = found.found;
  // A button object of a product that has no buttons.
  const isMute = row.isButton && !product.hasButtons;
  const words = isMute ? '' : findingsWords(values, events);
  if (isRead && fieldsOf(row.value) && row.value.size === left) object.struct(row.value);
  else object.cut('value', left, () => (isRead && words !== '' ? words : whole));
  if (!isRead) return { value: whole, note: 'not of the form that its id stands for' };
  return words === '' ? { value: whole } : words;
}

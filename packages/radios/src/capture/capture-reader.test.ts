import { encode, Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex } from '@bluebell/ble/core';
import { type AdvertisingPdu, advertisingPacket, advertisingPdu, packet } from '@bluebell/ble/ll';
import { array, assert, integer, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureReader } from './capture-reader.ts';
import { writeFileHeader, writePacket } from './encode-btsnoop.ts';

const REPORT = fromHex('04 3e 0f 02 01 00 00 010000 38c1a4 03 020106 c4');

const NOTHING = new Uint8Array(0);

/** Link type of packets of the air. */
const AIR = 251;

/** A good file of each kind, and how many adverts are in it. */
const FILES: readonly (readonly [name: string, bytes: Uint8Array, adverts: number])[] = [
  ['btsnoop', btsnoopFile(), 3],
  ['pcap of the air', pcapFile(), 3],
  ['pcapng of the air', pcapngFile(), 3],
];

describe('CaptureReader', () => {
  it.each(FILES)('reads a %s file', (_, bytes, adverts) => {
    expect(read(bytes, bytes.length)).toEqual({ adverts, error: undefined });
  });

  it.each(FILES)('gives of a %s file what is in front of any cut', (_, bytes, adverts) => {
    let before = 0;
    for (let length = 0; length <= bytes.length; length++) {
      const cut = read(bytes.subarray(0, length), 16);
      expect(cut.adverts).toBeGreaterThanOrEqual(before);
      expect(cut.error === undefined || cut.error instanceof DecodeError).toBe(true);
      before = cut.adverts;
    }
    expect(before).toBe(adverts);
  });

  it.each(FILES)('throws nothing but a DecodeError at a %s file full of noise', (_, bytes) => {
    const noise = array(tuple(nat(bytes.length - 1), nat(255)), { maxLength: 6 });
    assert(
      property(noise, integer({ min: 1, max: 100 }), (changes, size) => {
        const changed = bytes.slice();
        for (const [at, value] of changes) changed.fill(value, at, at + 1);
        const { error } = read(changed, size);
        return error === undefined || error instanceof DecodeError;
      }),
      { numRuns: 1000 },
    );
  });
});

/** Reads a file piece by piece, as far as it goes. */
function read(bytes: Uint8Array, size: number) {
  const reader = new CaptureReader();
  let adverts = 0;
  try {
    for (let at = 0; at < bytes.length; at += size) {
      for (const _ of reader.push(bytes.subarray(at, at + size))) adverts++;
    }
    for (const _ of reader.end()) adverts++;
  } catch (error) {
    return { adverts, error };
  }
  return { adverts, error: undefined };
}

function btsnoopFile(): Uint8Array {
  return written((to) => {
    writeFileHeader(to);
    for (const timeMs of [1, 2, 3]) writePacket(to, REPORT, timeMs, 'received');
  });
}

/** An advert, a scan response, and an extended advert of two packets. */
function airPackets(): readonly Uint8Array[] {
  const flags = { chSel: false, txAdd: false, rxAdd: false };
  const header = { advMode: 0, adi: { did: 1, sid: 2 }, acad: fromHex('') };
  const auxPtr = { channelIndex: 5, ca: false, offsetUnits: false, auxOffset: 9, auxPhy: 0 };
  const pdus: readonly AdvertisingPdu[] = [
    { kind: 'advInd', ...flags, advA: 1, advData: fromHex('020106') },
    { kind: 'scanRsp', ...flags, advA: 1, scanRspData: fromHex('020106') },
    {
      kind: 'extendedAdvertising',
      ...flags,
      header: { ...header, advA: 1, auxPtr },
      advData: fromHex('020106'),
    },
    { kind: 'extendedAdvertising', ...flags, header, advData: fromHex('020106') },
  ];
  return pdus.map((pdu) => encode(packet, advertisingPacket(encode(advertisingPdu, pdu))));
}

function pcapFile(): Uint8Array {
  return written((to) => {
    to.uint(0xa1b2c3d4, 4);
    to.uint(2, 2);
    to.uint(4, 2);
    for (const word of [0, 0, 0, AIR]) to.uint(word, 4);
    for (const bytes of airPackets()) {
      for (const word of [0, 0, bytes.length, bytes.length]) to.uint(word, 4);
      to.write(bytes);
    }
  });
}

function pcapngFile(): Uint8Array {
  return written((to) => {
    block(to, 0x0a0d0d0a, [0x1a2b3c4d, 1, 0xffff_ffff, 0xffff_ffff]);
    block(to, 1, [AIR, 0]);
    for (const bytes of airPackets()) {
      block(to, 6, [0, 0, 0, bytes.length, bytes.length], bytes);
    }
  });
}

/** A block of pcapng: words, then bytes. */
function block(to: Writer, type: number, words: readonly number[], bytes: Uint8Array = NOTHING) {
  const padding = (4 - (bytes.length % 4)) % 4;
  const totalLength = 12 + 4 * words.length + bytes.length + padding;
  for (const word of [type, totalLength, ...words]) to.uint(word, 4);
  to.write(bytes);
  to.write(new Uint8Array(padding));
  to.uint(totalLength, 4);
}

function written(write: (to: Writer) => void): Uint8Array {
  const to = new Writer();
  write(to);
  return to.finish();
}

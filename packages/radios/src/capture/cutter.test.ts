import { Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { CaptureCutter } from './cutter.ts';
import { writeFileHeader, writePacket } from './encode-btsnoop.ts';
import type { CaptureRecord } from './record.ts';

const HEADER_SIZE = 16;
const RECORD_SIZE = 24 + 7;
const PACKETS = ['040e0401030c00', '040e0401050c00', '040e0401010c00'];

describe('CaptureCutter', () => {
  it.each([1, 2, 7, 16, 24, 25, 1000])('reads the same from pieces of %i bytes', (size) => {
    const { records, error } = read(FILE, size);
    expect(records.map(({ data }) => toHex(data))).toEqual(PACKETS);
    expect(error).toBeUndefined();
  });

  it('gives all packets that are whole, then says where the file was cut short', () => {
    for (let length = 0; length < FILE.length; length++) {
      const { records, error } = read(FILE.subarray(0, length), 11);
      const whole = Math.max(0, Math.floor((length - HEADER_SIZE) / RECORD_SIZE));
      const end = HEADER_SIZE + whole * RECORD_SIZE;
      expect(records).toHaveLength(whole);
      if (length === end) expect(error).toBeUndefined();
      else expect(error).toMatchObject({ code: 'DECODE', offset: length < HEADER_SIZE ? 0 : end });
    }
  });

  it('gives all packets in front of damage, then says where it is', () => {
    const second = HEADER_SIZE + RECORD_SIZE;
    const damaged = FILE.map((byte, at) => (at === second ? 0xff : byte));
    const { records, error } = read(damaged, FILE.length);
    expect(records.map(({ data }) => toHex(data))).toEqual(PACKETS.slice(0, 1));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ offset: second });
  });

  it('tells the place from the start of the file, not of the piece', () => {
    const third = HEADER_SIZE + 2 * RECORD_SIZE;
    const damaged = FILE.map((byte, at) => (at === third ? 0xff : byte));
    for (const size of [1, 10, 50])
      expect(read(damaged, size).error).toMatchObject({ offset: third });
  });

  it.each([
    ['', 'the file is empty'],
    ['6274736e', 'the file ends inside its header: 4 of at least 16 bytes'],
    [
      '7b226964223a31',
      'no recording of a known kind (btsnoop, pcap, pcapng): 7b226964 stands at byte 0',
    ],
  ])('refuses %s', (hex, message) => {
    expect(read(fromHex(hex), 100).error).toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});

const FILE = file();

function file(): Uint8Array {
  const to = new Writer();
  writeFileHeader(to);
  for (const hex of PACKETS) writePacket(to, fromHex(hex), 0, 'received');
  return to.finish();
}

/** Reads a file piece by piece, as far as it goes. */
function read(bytes: Uint8Array, size: number) {
  const cutter = new CaptureCutter();
  const records: CaptureRecord[] = [];
  try {
    for (let at = 0; at < bytes.length; at += size) {
      for (const record of cutter.push(bytes.subarray(at, at + size))) records.push(record);
    }
    cutter.end();
  } catch (error) {
    return { records, error };
  }
  return { records, error: undefined };
}

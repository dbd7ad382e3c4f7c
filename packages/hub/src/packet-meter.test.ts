import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { PacketMeter } from './packet-meter.ts';

const PING = 'c000';
/** A packet of 300 bytes after its header. */
const LARGE = `30ac02${'ff'.repeat(300)}`;

describe('PacketMeter', () => {
  it.each([
    ['packets without a body', PING.repeat(3)],
    ['packets one after the other', PING + LARGE + PING + LARGE],
    ['the largest packet allowed', `30e807${'00'.repeat(1_000)}`],
  ])('accepts %s, cut anywhere', (_, hex) => {
    const bytes = fromHex(hex);
    for (const size of [1, 2, 3, 7, bytes.length]) expect(accepted(bytes, size)).toBe(true);
  });

  it.each([
    ['one byte more', '30e907'],
    ['256 MiB', '30ffffff7f'],
    ['a length of more than four bytes', '3080808080'],
    ['a large packet behind small ones', `${PING}${LARGE}30ffff03`],
  ])('refuses %s as soon as it is announced', (_, hex) => {
    const bytes = fromHex(hex);
    for (const size of [1, 2, 3, 7, bytes.length]) expect(accepted(bytes, size)).toBe(false);
  });
});

function accepted(bytes: Uint8Array, pieceSize: number): boolean {
  const meter = new PacketMeter(1_000);
  for (let at = 0; at < bytes.length; at += pieceSize) {
    if (!meter.accepts(bytes.subarray(at, at + pieceSize))) return false;
  }
  return true;
}

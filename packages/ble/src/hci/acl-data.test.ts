import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { type AclData, aclData, aclPacket, PacketBoundary } from './acl-data.ts';

const SAMPLES: readonly (readonly [hex: string, value: AclData])[] = [
  ['4000 0300 010203', acl(0x40, PacketBoundary.firstFromHost, 0, '010203')],
  ['4020 0300 010203', acl(0x40, PacketBoundary.first, 0, '010203')],
  ['ff1e 0000', acl(0xeff, PacketBoundary.continuing, 0, '')],
  ['0170 0100 aa', acl(1, PacketBoundary.complete, 1, 'aa')],
  ['ffff 0100 aa', acl(0xfff, PacketBoundary.complete, 3, 'aa')],
];

describe('aclData', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(aclData, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(aclData, value))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES)('refuses %s when it is cut short anywhere, or bytes are left over', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(aclData, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(aclData, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });

  it('refuses to write a handle that reaches into the flags', () => {
    expect(() => aclPacket(acl(0x1000, PacketBoundary.first, 0, ''))).toThrow(UsageError);
  });
});

describe('aclPacket', () => {
  it('has the indicator in front', () => {
    expect(toHex(aclPacket(acl(0x40, PacketBoundary.first, 0, 'aa')))).toBe('0240200100aa');
  });
});

function acl(
  connectionHandle: number,
  packetBoundary: PacketBoundary,
  broadcast: number,
  hex: string,
): AclData {
  return { connectionHandle, packetBoundary, broadcast, data: fromHex(hex) };
}

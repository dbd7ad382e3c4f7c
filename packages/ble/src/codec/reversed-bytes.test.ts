import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, UsageError } from '../core/index.ts';
import { decode, encode } from './field.ts';
import { reversedBytes } from './reversed-bytes.ts';

describe('reversedBytes', () => {
  it('stands least significant byte first on the wire', () => {
    expect(decode(reversedBytes(3), fromHex('030201'))).toEqual(fromHex('010203'));
    expect(encode(reversedBytes(3), fromHex('010203'))).toEqual(fromHex('030201'));
  });

  it('reads a copy: later changes of the packet do not show', () => {
    const packet = fromHex('0201');
    const value = decode(reversedBytes(2), packet);
    packet.fill(0);
    expect(value).toEqual(fromHex('0102'));
  });

  it('refuses another length, either way', () => {
    expect(() => decode(reversedBytes(3), fromHex('0102'))).toThrow(DecodeError);
    expect(() => encode(reversedBytes(3), fromHex('0102'))).toThrow(UsageError);
  });
});

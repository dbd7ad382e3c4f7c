import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../codec/index.ts';
import { BleError, DecodeError, fromHex, toHex } from '../core/index.ts';
import { completePacket, refusalPacket, statusPacket } from './answers.ts';
import { commandByOpcode, hciCommand, openCommand } from './command-packet.ts';
import { leRand, readRssi } from './commands/index.ts';
import { hciEvent } from './event-packet.ts';
import { HciStatus } from './hci-error.ts';

describe('hciCommand', () => {
  it('reads a command that is in no table as unknown, with its bytes', () => {
    const value = { kind: 'unknown', opcode: 0xfc01, parameters: fromHex('beef') } as const;
    expect(decode(hciCommand, fromHex('01fc 02 beef'))).toEqual(value);
  });

  it('gives each command an opcode and a bit of its own (6.27)', () => {
    const commands = [...commandByOpcode.values()];
    expect(new Set(commands.map(({ supportedBit }) => supportedBit)).size).toBe(commands.length);
    expect(commands.every(({ supportedBit }) => supportedBit < 512)).toBe(true);
    expect(commandByOpcode.get(0x1405)).toBe(readRssi);
  });

  it('reads noise as something, or refuses it, and nothing else', () => {
    const opcodes = fc.constantFrom(...commandByOpcode.keys(), 0xfc00);
    fc.assert(
      fc.property(opcodes, fc.uint8Array({ maxLength: 64 }), (opcode, bytes) => {
        const packet = Uint8Array.of(
          opcode % 256,
          Math.floor(opcode / 256),
          bytes.length,
          ...bytes,
        );
        onlyDecodeErrors(() => decode(hciCommand, packet));
      }),
    );
  });
});

describe('hciEvent', () => {
  it('reads noise as something, or refuses it, and nothing else', () => {
    const codes = fc.constantFrom(0x05, 0x08, 0x0e, 0x0f, 0x13, 0x3e, 0x3e, 0x3e, 0x3e, 0x77);
    const parameters = fc.tuple(fc.nat(0x20), fc.uint8Array({ maxLength: 64 }));
    fc.assert(
      fc.property(codes, parameters, (code, [first, bytes]) => {
        const packet = Uint8Array.of(code, 1 + bytes.length, first, ...bytes);
        onlyDecodeErrors(() => decode(hciEvent, packet));
      }),
    );
  });
});

describe('openCommand', () => {
  it('gives opcode and parameters of what is too long for its command', () => {
    expect(openCommand(fromHex('01 030c 01 ff'))).toEqual({
      opcode: 0x0c03,
      parameters: fromHex('ff'),
    });
  });

  it('refuses what is not one packet', () => {
    expect(() => openCommand(fromHex('01 030c 01'))).toThrow(DecodeError);
  });
});

describe('answers', () => {
  it('are written as a controller sends them', () => {
    const randomNumber = fromHex('0102030405060708');
    expect(toHex(completePacket(leRand, { randomNumber }))).toBe('040e0c011820000102030405060708');
    expect(toHex(refusalPacket(0x2018, HciStatus.unknownCommand, 0))).toBe('040e0400182001');
    expect(toHex(statusPacket(0x200d, HciStatus.success, 2))).toBe('040f0400020d20');
  });
});

function onlyDecodeErrors(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof BleError) || error.code !== 'DECODE') throw error;
  }
}

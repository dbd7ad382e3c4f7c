// What holds for every file of commands: each has samples, which read and write alike.

import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../../core/index.ts';
import type { AnyCommand, Command } from '../command.ts';
import { commandPacket, hciCommand } from '../command-packet.ts';

/** One command as it stands in bytes. */
export interface CommandSample {
  readonly command: AnyCommand;
  /** Opcode, length and parameters. */
  readonly hex: string;
  readonly parameters: unknown;
  /** The return parameters behind the status. */
  readonly returnsHex: string;
  readonly returned: unknown;
}

/** A sample whose values have the types that the command declares. */
export function sample<P, R>(
  command: Command<string, P, R>,
  hex: string,
  parameters: P,
  ...[returnsHex = '', returned]: object extends R ? [] : [returnsHex: string, returned: R]
): CommandSample {
  return { command, hex, parameters, returnsHex, returned: returned ?? {} };
}

/** Declares the tests of a file of commands. */
export function commandsContract(
  file: Readonly<Record<string, unknown>>,
  samples: readonly CommandSample[],
): void {
  const rows = samples.map((one) => [one.command.kind, one.hex, one] as const);

  it('has a sample of every command', () => {
    const declared = Object.entries(file).flatMap(([name, one]) => (isCommand(one) ? [name] : []));
    expect([...new Set(samples.map(({ command }) => command.kind))].sort()).toEqual(
      declared.sort(),
    );
  });

  describe.each(rows)('%s %s', (kind, hex, { command, parameters, returnsHex, returned }) => {
    const whole = fromHex(hex);

    it('is read', () => {
      // The cast holds since parameters are objects.
      expect(decode(hciCommand, whole)).toEqual({ kind, ...(parameters as object) });
    });

    it('is written', () => {
      expect(toHex(commandPacket(command, parameters))).toBe(`01${toHex(whole)}`);
    });

    it('is refused when it is cut short anywhere, and when bytes are left over', () => {
      for (let length = 0; length < whole.length; length++) {
        expect(() => decode(hciCommand, whole.subarray(0, length))).toThrow(DecodeError);
      }
      expect(() => decode(hciCommand, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
    });

    it('has return parameters that are read, written, and refused when they are cut short', () => {
      const bytes = fromHex(returnsHex);
      expect(decode(command.returns, bytes)).toEqual(returned);
      expect(toHex(encode(command.returns, returned))).toBe(toHex(bytes));
      // Nothing at all may do, where the controller only repeats what it was asked for.
      for (let length = 1; length < bytes.length; length++) {
        expect(() => decode(command.returns, bytes.subarray(0, length))).toThrow(DecodeError);
      }
    });
  });
}

function isCommand(one: unknown): boolean {
  return typeof one === 'object' && one !== null && 'supportedBit' in one;
}

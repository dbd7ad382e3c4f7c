// Answers commands: reads them, looks them up, refuses what cannot be. Core Spec v5.4, Vol 4, Part E, 4.5.

import { decode } from '../../codec/index.ts';
import { DecodeError } from '../../core/index.ts';
import { HciStatus, openCommand, statusPacket } from '../../hci/index.ts';
import { GENERATION_OF } from './command-generation.ts';
import type { Core } from './core.ts';
import type { Entry } from './entry.ts';
import { refusedPacket } from './refused-packet.ts';

/** Carries out commands by a table. */
export class CommandDesk {
  readonly #table: ReadonlyMap<number, Entry>;
  readonly #core: Core;

  constructor(table: ReadonlyMap<number, Entry>, core: Core) {
    this.#table = table;
    this.#core = core;
  }

  /**
   * Carries a command out, and gives the packet that answers it.
   *
   * @throws {DecodeError} bytes that are no whole command: nobody knows what was asked.
   */
  answer(packet: Uint8Array): Uint8Array | undefined {
    const { opcode, parameters } = openCommand(packet);
    const entry = this.#table.get(opcode);
    if (!entry) return statusPacket(opcode, HciStatus.unknownCommand);
    const read = parametersOf(entry, parameters);
    if (read === undefined) return refuse(entry, HciStatus.invalidParameters);
    if (this.#isOfOtherGeneration(opcode)) return refuse(entry, HciStatus.commandDisallowed);
    return entry.run(this.#core, read);
  }

  /** The first command of a generation settles it until Reset. 3.1.1. */
  #isOfOtherGeneration(opcode: number): boolean {
    const generation = GENERATION_OF.get(opcode);
    if (generation === undefined) return false;
    const { settings } = this.#core;
    settings.generation ??= generation;
    return settings.generation !== generation;
  }
}

/** `undefined` where they are too short, too long, or may not be so. */
function parametersOf({ command }: Entry, bytes: Uint8Array): unknown {
  try {
    return decode<unknown>(command.body, bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function refuse({ command }: Entry, status: number): Uint8Array {
  return command.answer === 'status'
    ? statusPacket(command.opcode, status)
    : refusedPacket(command, status);
}

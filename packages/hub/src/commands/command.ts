// A command: what it is for, what it takes, what it does, and how Tasmota spells it. One declaration
// serves MQTT, HTTP, the command line and rules.

import type { Clock } from '@bluebell/ble/core';
import * as z from 'zod';
import type { CommandPorts } from './ports.ts';

/** What stands behind the name of a command. */
export interface CommandInput {
  /** The digits at the end of the name; 1 where there are none. */
  readonly index: number;
  /** The argument without leading blanks; a lone `?` is empty. */
  readonly payload: string;
}

/** One message of an answer. */
export interface Reply {
  /** The last part of its topic, where the command has one of its own; else RESULT. */
  readonly topic?: string;
  readonly json: string;
}

/** What waits to be done one after another. */
export interface BacklogPort {
  /** Puts command lines at the end. False: there is no room for them, and none was taken. */
  add(lines: readonly string[], gapMs: number): boolean;
  /** Drops all that wait; how many there were. */
  clear(): number;
  /** Lets the next one wait so long. */
  delay(delayMs: number): void;
}

/** What commands have at hand. */
export interface CommandHub extends CommandPorts {
  readonly clock: Clock;
  readonly backlog: BacklogPort;
}

/** A line as users send it, and what they get. Tests send it, and the reference shows it. */
export interface CommandExample {
  readonly send: string;
  readonly answers: string;
}

/** How Tasmota's users know a command. */
interface TasmotaForm<Result> {
  readonly spelling: string;
  /** Whether nobody knows it while Bluetooth is switched off (SetOption115). */
  readonly isOfBluetooth?: boolean;
  /** What the digits behind the name mean, where they mean something: `slot, from 0`. */
  readonly index?: string;
  /** The argument in words for the reference; '' for none. */
  readonly argument: string;
  /** Takes the argument apart; `undefined` where it cannot be meant for this command. */
  read(input: CommandInput): Readonly<Record<string, unknown>> | undefined;
  /** What is sent back; `undefined` where the argument meant nothing that is there. */
  answer(result: Result, input: CommandInput): readonly Reply[] | undefined;
  readonly examples: readonly CommandExample[];
}

/** A command as its file declares it. */
export interface CommandDeclaration<Args extends z.ZodRawShape, Result> {
  /** Our own name, in words with hyphens. */
  readonly name: string;
  readonly summary: string;
  readonly args: Args;
  run(hub: CommandHub, args: z.output<z.ZodObject<Args>>): Result | Promise<Result>;
  readonly tasmota: TasmotaForm<Result>;
}

/** A command as the table holds it: whatever its arguments are, it is performed alike. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly spelling: string;
  readonly isOfBluetooth: boolean;
  readonly index: string | undefined;
  readonly argument: string;
  readonly examples: readonly CommandExample[];
  /** Does it; gives `undefined` where it refuses the argument, and nothing was done then. */
  perform(hub: CommandHub, input: CommandInput): Promise<readonly Reply[] | undefined>;
}

/** Makes the entry of the table: arguments that fail their check never reach `run`. */
export function defineCommand<Args extends z.ZodRawShape, Result>(
  declaration: CommandDeclaration<Args, Result>,
): Command {
  const { name, summary, args, tasmota } = declaration;
  const schema = z.object(args);
  return {
    name,
    summary,
    spelling: tasmota.spelling,
    isOfBluetooth: tasmota.isOfBluetooth ?? false,
    index: tasmota.index,
    argument: tasmota.argument,
    examples: tasmota.examples,
    async perform(hub, input) {
      const read = tasmota.read(input);
      const checked = read && schema.safeParse(read);
      if (!checked?.success) return undefined;
      return tasmota.answer(await declaration.run(hub, checked.data), input);
    },
  };
}

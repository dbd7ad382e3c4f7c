// Commands on their way: one place that sends them, waits for their answers, and gives up.
// Core Spec v5.4, Vol 4, Part E, 4.4.

import { decode, Reader, u8 } from '../codec/index.ts';
import {
  type Cancel,
  type Clock,
  DecodeError,
  hex16,
  TimeoutError,
  TransportError,
} from '../core/index.ts';
import type { AnyCommand, Command } from './command.ts';
import { commandPacket } from './command-packet.ts';
import { reset } from './commands/index.ts';
import type { HciEvent } from './event-packet.ts';
import { HciError, HciStatus } from './hci-error.ts';

/** How long a controller may take to answer, where nothing else is said. */
export const COMMAND_TIMEOUT_MS = 2000;

/** What the queue needs. */
export interface CommandQueueOptions {
  readonly clock: Clock;
  /** Default: `COMMAND_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  /** Called when a command is given up since nothing answered it; it has been rejected then. */
  readonly onSilence?: (error: TimeoutError) => void;
}

/** For one command. */
export interface SendOptions {
  /** How long to wait, from the moment that it goes out. Default: that of the queue. */
  readonly timeoutMs?: number;
}

/** The answers among the events. */
export type Answered = Extract<HciEvent, { readonly kind: 'commandComplete' | 'commandStatus' }>;

/** What stands behind a command in `send`: parameters may be left out where there are none. */
export type SendArguments<P> = object extends P
  ? [parameters?: P, options?: SendOptions]
  : [parameters: P, options?: SendOptions];

/** The opcode of an answer to no command: it only tells how many may follow. 4.4. */
const NO_OPERATION = 0;

interface Waiting {
  readonly command: AnyCommand;
  readonly packet: Uint8Array;
  readonly timeoutMs: number;
  readonly resolve: (returned: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends commands in the order they are given, as the controller has room for them. One is under way at
 * a time: controllers differ in whether they count one that is in the number they allow.
 */
export class CommandQueue {
  readonly #transmit: (packet: Uint8Array) => void;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #onSilence: (error: TimeoutError) => void;
  readonly #waiting: Waiting[] = [];
  #underWay: Waiting | undefined;
  /** Whether the controller takes a command: it does before it has said how many. 4.4. */
  #hasRoom = true;
  #cancelTimer: Cancel | undefined;
  #aborted: Error | undefined;
  #unexpected = 0;

  /** @param transmit sends one H4 packet; what it throws rejects the command. */
  constructor(
    transmit: (packet: Uint8Array) => void,
    { clock, timeoutMs = COMMAND_TIMEOUT_MS, onSilence = () => {} }: CommandQueueOptions,
  ) {
    this.#transmit = transmit;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#onSilence = onSilence;
  }

  /** How many answers came that nobody waits for. */
  get unexpected(): number {
    return this.#unexpected;
  }

  /** How many commands are not answered yet. */
  get pending(): number {
    return this.#waiting.length + (this.#underWay ? 1 : 0);
  }

  /**
   * Sends a command once its turn has come, and gives its return parameters. One that Command Status
   * answers gives nothing: an event of its own tells how it went.
   *
   * @throws {HciError} the controller refused.
   * @throws {TimeoutError} it did not answer.
   * @throws {DecodeError} it answered with less than the command returns.
   * @throws {TransportError} the way to it broke, or it was reset.
   * @throws {UsageError} parameters that do not fit their fields.
   */
  async send<P, R>(
    command: Command<string, P, R>,
    ...[parameters, options = {}]: SendArguments<P>
  ): Promise<R> {
    if (this.#aborted) throw this.#aborted;
    const { timeoutMs = this.#timeoutMs } = options;
    // The cast holds since parameters are only left out where the command has none.
    const packet = commandPacket(command, (parameters ?? {}) as P);
    if (command.answer === 'none') {
      this.#transmit(packet);
      // The cast holds since what is not answered returns nothing.
      return {} as R;
    }
    const returned = await new Promise((resolve, reject) => {
      this.#waiting.push({ command, packet, timeoutMs, resolve, reject });
      this.#pump();
    });
    // The cast holds since `#returnedBy` reads them with the command's own field.
    return returned as R;
  }

  /** Sends a Reset before all others, whether the controller has room or not; the others are rejected. */
  reset(options: SendOptions = {}): Promise<unknown> {
    this.#rejectAll(new TransportError('the controller was reset'));
    this.#hasRoom = true;
    return this.send(reset, {}, options);
  }

  /** Takes an answer of the controller. */
  onAnswer(event: Answered): void {
    this.#hasRoom = event.numHciCommandPackets > 0;
    if (event.commandOpcode !== NO_OPERATION) this.#match(event);
    this.#pump();
  }

  /** Rejects all that waits, and all that comes: the controller is lost. */
  abort(error: Error): void {
    if (this.#aborted) return;
    this.#aborted = error;
    this.#rejectAll(error);
  }

  #match(event: Answered): void {
    const answered = this.#underWay;
    if (answered?.command.opcode !== event.commandOpcode) {
      this.#unexpected++;
      return;
    }
    const isAccepted = event.kind === 'commandStatus' && event.status === HciStatus.success;
    // Accepted, but not done: its Command Complete is still to come.
    if (isAccepted && answered.command.answer === 'complete') return;
    this.#release();
    try {
      answered.resolve(returnedBy(answered.command, event));
    } catch (error) {
      answered.reject(error);
    }
  }

  #pump(): void {
    while (!this.#underWay && this.#waiting.length > 0) {
      if (!this.#hasRoom) {
        this.#awaitCredit();
        return;
      }
      this.#sendNext();
    }
  }

  #sendNext(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#stopTimer();
    try {
      this.#transmit(next.packet);
    } catch (error) {
      next.reject(error);
      return;
    }
    // Sending may have shown that the controller is lost, while this command was nowhere to be found.
    if (this.#aborted) {
      next.reject(this.#aborted);
      return;
    }
    this.#underWay = next;
    this.#cancelTimer = this.#clock.after(next.timeoutMs, () => this.#giveUp(next));
  }

  /** A controller without room must say so when it has some: that it does not is silence too. */
  #awaitCredit(): void {
    const [next] = this.#waiting;
    if (!next || this.#cancelTimer) return;
    this.#cancelTimer = this.#clock.after(next.timeoutMs, () => {
      this.#waiting.shift();
      this.#giveUp(next);
    });
  }

  #giveUp({ command, timeoutMs, reject }: Waiting): void {
    this.#release();
    // What is silent will not tell of room either: the next one is to find out.
    this.#hasRoom = true;
    const { kind, opcode } = command;
    const error = new TimeoutError(
      `${kind} (${hex16(opcode)}): the controller did not answer within ${timeoutMs} ms`,
    );
    reject(error);
    this.#onSilence(error);
    this.#pump();
  }

  #rejectAll(error: Error): void {
    const lost = [...(this.#underWay ? [this.#underWay] : []), ...this.#waiting];
    this.#waiting.length = 0;
    this.#release();
    for (const { reject } of lost) reject(error);
  }

  #release(): void {
    this.#stopTimer();
    this.#underWay = undefined;
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

/** What an answer gives. Bytes behind the return parameters are of a later version: they are left alone. */
function returnedBy(command: AnyCommand, event: Answered): unknown {
  try {
    const status = event.kind === 'commandStatus' ? event.status : statusOf(event.returnParameters);
    if (status !== HciStatus.success) throw new HciError(status, command.kind);
    return event.kind === 'commandStatus'
      ? {}
      : command.returns.read(new Reader(event.returnParameters, 1));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { problem, offset } = error;
    throw new DecodeError(`answer to ${command.kind}: ${problem}`, offset, { cause: error });
  }
}

function statusOf(returnParameters: Uint8Array): number {
  return decode(u8, returnParameters.subarray(0, 1));
}

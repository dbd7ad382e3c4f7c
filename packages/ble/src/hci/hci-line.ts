// Where packets of a transport go, and how its end is noticed. Below `Controller`; nobody else uses it.

import { Reader } from '../codec/index.ts';
import { type Cancel, type Clock, DecodeError, type Log, TransportError } from '../core/index.ts';
import {
  LE_META_EVENT,
  leAdvertisingReport,
  leExtendedAdvertisingReport,
} from './advertising-reports.ts';
import { CommandQueue } from './command-queue.ts';
import { ControllerLostError, type LossKind } from './controller-lost.ts';
import { type HciEvent, hciEvent } from './event-packet.ts';
import { PacketIndicator } from './h4.ts';
import type { HciTransport } from './transport.ts';

/** A write that no room comes of for so long is blocked: flow control that nobody lifts. */
const MAX_BLOCKED_MS = 2000;

/** Who is told of what comes. */
export interface LineListener {
  onEvent(event: HciEvent): void;
  /** A packet that holds advertising reports, as it came: nothing comes more often. */
  onReports(packet: Uint8Array): void;
  onData(packet: Uint8Array): void;
  onLost(error: ControllerLostError): void;
}

/** What the line needs besides its transport. */
export interface HciLineOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly commandTimeoutMs?: number | undefined;
}

/** A transport that is watched, with its commands in a queue. */
export class HciLine {
  readonly queue: CommandQueue;
  /** Whether a command that is not answered means that the controller is lost: not while it starts. */
  isSilenceFatal = false;
  listener: LineListener | undefined;
  readonly #transport: HciTransport;
  readonly #clock: Clock;
  readonly #log: Log;
  #lost: ControllerLostError | undefined;
  #malformed = 0;
  #cancelBlocked: Cancel | undefined;

  constructor(transport: HciTransport, { clock, log, commandTimeoutMs }: HciLineOptions) {
    this.#transport = transport;
    this.#clock = clock;
    this.#log = log;
    this.queue = new CommandQueue((packet) => this.send(packet), {
      clock,
      onSilence: (cause) => {
        if (this.isSilenceFatal) this.lose('silent', cause.message, cause);
      },
      ...(commandTimeoutMs !== undefined && { timeoutMs: commandTimeoutMs }),
    });
    transport.onPacket = (packet) => this.#receive(packet);
    transport.onClose = (cause) => this.lose('closed', cause.message, cause);
    if (transport.recovery) {
      transport.recovery.onOutOfStep = () =>
        this.lose('outOfStep', 'too many octets that belong to no packet; check the baud rate');
    }
  }

  get name(): string {
    return this.#transport.name;
  }

  /** How many packets were dropped since their bytes do not follow the specification. */
  get malformed(): number {
    return this.#malformed;
  }

  /** Why nothing can be sent any more. */
  get lost(): ControllerLostError | undefined {
    return this.#lost;
  }

  get room(): Promise<void> | undefined {
    return this.#lost ? undefined : this.#transport.room;
  }

  /** Sends a packet, and watches that it goes. Once the controller is lost it goes nowhere. */
  send(packet: Uint8Array): void {
    if (this.#lost) return;
    try {
      this.#transport.send(packet);
    } catch (cause) {
      if (!(cause instanceof TransportError)) throw cause;
      this.lose('closed', cause.message, cause);
      return;
    }
    if (this.#transport.room && !this.#cancelBlocked) this.#watch(this.#transport.room);
  }

  /** Gives the line up: all that waits is rejected, and nobody is told. */
  abandon(error: ControllerLostError): void {
    this.#lost ??= error;
    this.#cancelBlocked?.();
    this.queue.abort(this.#lost);
  }

  #receive(packet: Uint8Array): void {
    if (this.#lost) return;
    try {
      const from = new Reader(packet);
      const indicator = from.u8();
      if (indicator === PacketIndicator.event) this.#receiveEvent(packet, from);
      else if (indicator === PacketIndicator.aclData) this.listener?.onData(packet);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#malformed++;
      if (this.#malformed > 1) return;
      this.#log.warn('HCI_MALFORMED', `${this.name}: ${error.message}; more are only counted`);
    }
  }

  #receiveEvent(packet: Uint8Array, from: Reader): void {
    if (isReports(packet)) {
      this.listener?.onReports(packet);
      return;
    }
    const event = hciEvent.read(from);
    if (event.kind === 'commandComplete' || event.kind === 'commandStatus') {
      this.queue.onAnswer(event);
    } else if (event.kind === 'hardwareError') {
      this.lose('hardwareError', `the controller reports hardware error ${event.hardwareCode}`);
    } else {
      this.listener?.onEvent(event);
    }
  }

  #watch(room: Promise<void>): void {
    const cancel = this.#clock.after(MAX_BLOCKED_MS, () => {
      this.lose('blocked', `nothing could be sent for ${MAX_BLOCKED_MS} ms; check flow control`);
    });
    this.#cancelBlocked = cancel;
    void room.then(() => {
      cancel();
      this.#cancelBlocked = undefined;
    });
  }

  /** Counts it as lost, and tells the listener; the first reason stays. */
  lose(kind: LossKind, message: string, cause?: Error): void {
    if (this.#lost) return;
    // What the transport says names it already.
    const text = message.startsWith(this.name) ? message : `${this.name}: ${message}`;
    const error = new ControllerLostError(kind, text, { cause });
    this.abandon(error);
    this.listener?.onLost(error);
  }
}

const REPORTS: ReadonlySet<number> = new Set([
  leAdvertisingReport.opcode,
  leExtendedAdvertisingReport.opcode,
]);

/** Whether an event packet holds advertising reports. */
function isReports(packet: Uint8Array): boolean {
  const from = new Reader(packet, 1);
  if (from.left < 3 || from.u8() !== LE_META_EVENT) return false;
  from.skip(1);
  return REPORTS.has(from.u8());
}

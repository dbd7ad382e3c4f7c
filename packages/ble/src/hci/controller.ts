// A controller that was started: commands, events and data of one transport. Core Spec v5.4, Vol 4, Part E.

import { type Clock, type Log, silentLog, sleep, TimeoutError } from '../core/index.ts';
import { MAX_CONNECTION_HANDLE } from './acl-data.ts';
import { AclFlow } from './acl-flow.ts';
import { type Capabilities, readCapabilities, supports } from './capabilities.ts';
import type { AnyCommand, Command } from './command.ts';
import type { SendArguments } from './command-queue.ts';
import { ControllerLostError, type LossKind } from './controller-lost.ts';
import type { HciEvent, LeSubevent } from './event-packet.ts';
import { HciStatus } from './hci-error.ts';
import { HciLine } from './hci-line.ts';
import type { HciTransport } from './transport.ts';

/** What a controller needs besides its transport. */
export interface ControllerOptions {
  readonly clock: Clock;
  /** Default: says nothing. */
  readonly log?: Log;
  /** How long it may take to answer a command. Default: `COMMAND_TIMEOUT_MS`. */
  readonly commandTimeoutMs?: number;
}

/** Resets that are tried before a controller counts as not there. */
const RESET_ATTEMPTS = 3;

/** How long a stream is left to run dry before the first Reset. */
const FLUSH_MS = 20;

/** A controller did not answer a Reset: none is there, or the way to it is set up wrongly. */
export class ControllerNotRespondingError extends TimeoutError {}

/**
 * Resets a controller, asks what it can do, and tells it which events we want. The transport belongs to
 * the controller from then on; it stays open when the start fails.
 *
 * @throws {ControllerNotRespondingError} three Resets were not answered.
 * @throws {TimeoutError} a later command was not.
 * @throws {TransportError} the way broke, or it is no controller for LE.
 * @throws {HciError} it refused what every controller must do.
 */
export async function startController(
  transport: HciTransport,
  { clock, log = silentLog, commandTimeoutMs }: ControllerOptions,
): Promise<Controller> {
  const line = new HciLine(transport, { clock, log, commandTimeoutMs });
  try {
    await resetUntilAnswered(transport, line, clock);
    const capabilities = await readCapabilities(line.queue);
    return new Controller(transport, line, capabilities);
  } catch (error) {
    line.abandon(
      new ControllerLostError('silent', `${line.name}: was not started`, { cause: error }),
    );
    throw error;
  }
}

async function resetUntilAnswered(
  transport: HciTransport,
  line: HciLine,
  clock: Clock,
): Promise<void> {
  if (transport.recovery) {
    transport.recovery.hunt();
    await sleep(clock, FLUSH_MS);
    transport.recovery.hunt();
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await line.queue.reset();
      return;
    } catch (cause) {
      if (!(cause instanceof TimeoutError)) throw cause;
      if (attempt < RESET_ATTEMPTS) continue;
      throw new ControllerNotRespondingError(
        `${line.name}: no answer to ${RESET_ATTEMPTS} Resets; check that a controller is there, its baud rate and flow control`,
        { cause },
      );
    }
  }
}

/** What went wrong without ending anything. */
export interface ControllerFaults {
  /** Packets that do not follow the specification. */
  readonly malformed: number;
  /** Answers that no command waits for. */
  readonly unexpectedAnswers: number;
  /** Data of links that are not there. */
  readonly unknownLink: number;
  /** Packets reported as done that were never sent. */
  readonly completedTooMany: number;
  /** Octets that belong to no packet. */
  readonly droppedOctets: number;
}

/** Made by `startController`. */
export class Controller {
  readonly capabilities: Capabilities;
  /** Data of links. A link is there from its Connection Complete on, until its Disconnection Complete. */
  readonly acl: AclFlow;
  /** Called with each event but answers to commands, advertising reports and what `acl` takes. */
  onEvent: ((event: HciEvent) => void) | undefined;
  /** Called with each packet that holds advertising reports, as it came. */
  onReports: ((packet: Uint8Array) => void) | undefined;
  /** Called once when the controller is lost. Its links are gone then, and its commands rejected. */
  onLost: ((error: ControllerLostError) => void) | undefined;
  readonly #transport: HciTransport;
  readonly #line: HciLine;

  constructor(transport: HciTransport, line: HciLine, capabilities: Capabilities) {
    this.#transport = transport;
    this.#line = line;
    this.capabilities = capabilities;
    this.acl = new AclFlow(line, capabilities.acl);
    transport.recovery?.expect({
      isConnected: (handle) => this.acl.links.has(handle),
      // What comes from the air may be longer than what the controller takes at once.
      longestAcl: Math.max(
        capabilities.acl.packetLength,
        capabilities.dataLengths?.supportedMaxRxOctets ?? 0,
      ),
    });
    line.isSilenceFatal = true;
    line.listener = {
      onEvent: (event) => this.#hear(event),
      onReports: (packet) => this.onReports?.(packet),
      onData: (packet) => this.acl.receive(packet),
      onLost: (error) => {
        this.acl.clear();
        this.onLost?.(error);
      },
    };
  }

  /** What a person calls the way to it. */
  get name(): string {
    return this.#line.name;
  }

  /** Why it is of no more use; `undefined` while it is. */
  get lost(): ControllerLostError | undefined {
    return this.#line.lost;
  }

  get faults(): ControllerFaults {
    return {
      malformed: this.#line.malformed,
      unexpectedAnswers: this.#line.queue.unexpected,
      droppedOctets: this.#transport.recovery?.dropped ?? 0,
      ...this.acl.faults,
    };
  }

  /** Whether it knows a command. 6.27. */
  supports(command: AnyCommand): boolean {
    return supports(this.capabilities, command);
  }

  /** Sends a command, and gives its return parameters: as `CommandQueue.send`. */
  send<P, R>(command: Command<string, P, R>, ...rest: SendArguments<P>): Promise<R> {
    return this.#line.queue.send(command, ...rest);
  }

  /** It does not do what it must: counts it as lost, so that whoever keeps it starts it anew. */
  giveUp(cause: Error, kind: LossKind = 'refused'): void {
    this.#line.lose(kind, cause.message, cause);
  }

  /** Gives it up, and closes the transport; `onLost` is not called. */
  async close(): Promise<void> {
    this.#line.abandon(new ControllerLostError('closed', `${this.name}: closed`));
    this.acl.clear();
    await this.#transport.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #hear(event: HciEvent): void {
    const { kind } = event;
    if (kind === 'numberOfCompletedPackets') {
      this.acl.onCompleted(event.handles);
      return;
    }
    if (kind === 'leMeta') this.#noteLink(event.subevent);
    if (kind === 'disconnectionComplete' && event.status === HciStatus.success) {
      this.acl.remove(event.connectionHandle);
    }
    this.onEvent?.(event);
  }

  /** Before the host is told, so that it finds the link there. */
  #noteLink(subevent: LeSubevent): void {
    const { kind } = subevent;
    if (kind !== 'leConnectionComplete' && kind !== 'leEnhancedConnectionComplete') return;
    const { status, connectionHandle } = subevent;
    const isLink = status === HciStatus.success && connectionHandle <= MAX_CONNECTION_HANDLE;
    if (isLink) this.acl.add(connectionHandle);
  }
}

// One link's channels. Core Spec v5.4, Vol 3, Part A.

import { encode } from '../codec/index.ts';
import {
  type BleError,
  type CallOptions,
  type Clock,
  type Counts,
  type Log,
  Tally,
  UsageError,
  waitFor,
} from '../core/index.ts';
import { type ConnectionParameters, isPossible } from './connection-parameters.ts';
import type { CreditChannel } from './credit-channel.ts';
import { type ChannelListener, type ChannelSettings, CreditChannels } from './credit-channels.ts';
import type { FixedChannel } from './fixed-channel.ts';
import { basicFrame, FixedCid, FRAME_HEADER_SIZE } from './frame.ts';
import { FrameJoiner } from './frame-joiner.ts';
import type { AclLink, Fragment } from './link.ts';
import { RejectReason, type Signal, type SignalOf } from './signal.ts';
import { Signalling } from './signalling.ts';
import type { L2capViolation } from './violation.ts';

/** What L2CAP needs besides a link. */
export interface L2capOptions {
  readonly clock: Clock;
  /** Our role on the link: peripherals ask for connection parameters, centrals are asked. */
  readonly role: 'central' | 'peripheral';
  /** Default: says nothing. The first violation of each name is logged. */
  readonly log?: Log;
  /**
   * Central: the peripheral asks for connection parameters that can be. Says whether they are taken;
   * then the caller sets them. Default: they are not.
   */
  readonly onParameterRequest?: (parameters: ConnectionParameters) => boolean | Promise<boolean>;
}

const ACCEPTED = 0;
const REJECTED = 1;

/** Commands that wait for room on a link; no peer in its right mind asks for so many answers. */
const MAX_WAITING_SIGNALS = 64;

/** The channels of one link. */
export class L2cap {
  readonly #link: AclLink;
  readonly #options: L2capOptions;
  readonly #violations: Tally<L2capViolation>;
  readonly #joiner: FrameJoiner;
  readonly #signalling: Signalling;
  readonly #channels: CreditChannels;
  readonly #fixed = new Map<number, FixedChannel>();
  #closed: BleError | undefined;
  #waitingSignals = 0;

  constructor(link: AclLink, options: L2capOptions) {
    const { clock, log } = options;
    const violations = new Tally<L2capViolation>({ code: 'L2CAP', ...(log && { log }) });
    this.#link = link;
    this.#options = options;
    this.#violations = violations;
    this.#joiner = new FrameJoiner(violations);
    this.#signalling = new Signalling({
      clock,
      violations,
      send: (payload) => this.#sendSignal(payload),
      onSignal: (signal) => this.#onSignal(signal),
    });
    this.#channels = new CreditChannels({
      clock,
      violations,
      log,
      signalling: this.#signalling,
      send: (channelId, payload) => this.#send(channelId, payload),
    });
    link.onData = (fragment) => this.#receive(fragment);
  }

  /** What the peer did against the rules, by name. */
  get violations(): Counts<L2capViolation> {
    return this.#violations.counts;
  }

  /** The end of a fixed channel: one for ATT, one for SMP. Asked again, it gives the same. */
  fixed(cid: typeof FixedCid.attributeProtocol | typeof FixedCid.securityManager): FixedChannel {
    const before = this.#fixed.get(cid);
    if (before) return before;
    const channel: FixedChannel = { send: (payload) => this.#send(cid, payload) };
    this.#fixed.set(cid, channel);
    return channel;
  }

  /**
   * Takes channels that the peer opens to a service of ours; gives a way to take no more.
   *
   * @throws {UsageError} an SPSM that is taken or cannot be, or settings out of their range.
   */
  listen(spsm: number, listener: ChannelListener): () => void {
    return this.#channels.listen(spsm, listener);
  }

  /**
   * Opens a channel to a service of the peer.
   *
   * @throws {L2capError} the peer refuses; `result` says why.
   * @throws {TimeoutError} it does not answer in 30 s, or within `timeoutMs`.
   * @throws {UsageError} an SPSM that cannot be, or settings out of their range.
   */
  connect(spsm: number, settings?: ChannelSettings, options?: CallOptions): Promise<CreditChannel> {
    return this.#channels.connect(spsm, settings, options);
  }

  /**
   * Peripheral: asks the central for other connection parameters; gives whether it takes them. 4.20
   *
   * @throws {UsageError} we are the central, or the values cannot be.
   * @throws {L2capError} the central knows no such request.
   */
  async requestParameters(
    parameters: ConnectionParameters,
    options?: CallOptions,
  ): Promise<boolean> {
    if (this.#options.role === 'central') {
      throw new UsageError('a central sets connection parameters, it does not ask for them');
    }
    if (!isPossible(parameters)) {
      throw new UsageError(`these connection parameters cannot be: ${JSON.stringify(parameters)}`);
    }
    const kind = 'connectionParameterUpdateRequest';
    const asking = this.#signalling.request({ kind, ...parameters });
    const { result } = await waitFor(asking, this.#options.clock, options);
    return result === ACCEPTED;
  }

  /** The link is gone: closes all channels, and rejects what waits. */
  close(reason: BleError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#link.onData = undefined;
    this.#signalling.close(reason);
    this.#channels.close(reason);
    for (const channel of this.#fixed.values()) channel.onClose?.(reason);
  }

  #sendSignal(payload: Uint8Array): void {
    this.#waitingSignals = this.#link.room ? this.#waitingSignals + 1 : 0;
    if (this.#waitingSignals > MAX_WAITING_SIGNALS) this.#violations.add('floodedSignal');
    else void this.#send(FixedCid.leSignalling, payload);
  }

  #send(channelId: number, informationPayload: Uint8Array): void | Promise<void> {
    if (this.#closed) return;
    const size = FRAME_HEADER_SIZE + informationPayload.length;
    this.#link.send(encode(basicFrame, { channelId, informationPayload }, size));
    return this.#link.room;
  }

  #receive(fragment: Fragment): void {
    const frame = this.#joiner.push(fragment);
    if (!frame) return;
    const { channelId, informationPayload } = frame;
    if (channelId === FixedCid.leSignalling) {
      this.#signalling.receive(informationPayload);
      return;
    }
    const fixed = this.#fixed.get(channelId);
    if (fixed?.onReceive) fixed.onReceive(informationPayload);
    else if (!this.#channels.receive(channelId, informationPayload)) {
      this.#violations.add('unknownChannel', `channel ${channelId}`);
    }
  }

  #onSignal(signal: Signal): void {
    switch (signal.kind) {
      case 'leCreditBasedConnectionRequest':
        this.#channels.onConnectionRequest(signal);
        return;
      case 'disconnectionRequest':
        this.#channels.onDisconnectionRequest(signal);
        return;
      case 'flowControlCreditInd':
        this.#channels.onCredits(signal);
        return;
      case 'connectionParameterUpdateRequest':
        void this.#onParameterRequest(signal);
        return;
      case 'commandReject':
      case 'disconnectionResponse':
      case 'connectionParameterUpdateResponse':
      case 'leCreditBasedConnectionResponse':
      case 'unknown':
        // Signalling keeps these to itself.
        return;
    }
  }

  /** Peripherals reject the command; centrals answer it. 4.20 */
  async #onParameterRequest(request: SignalOf<'connectionParameterUpdateRequest'>): Promise<void> {
    const { identifier, intervalMin, intervalMax, latency, timeout } = request;
    if (this.#options.role === 'peripheral') {
      this.#violations.add('unexpectedSignal', 'connection parameters asked of a peripheral');
      this.#signalling.reject(identifier, RejectReason.commandNotUnderstood);
      return;
    }
    const parameters = { intervalMin, intervalMax, latency, timeout };
    const isTaken = isPossible(parameters) && (await this.#ask(parameters));
    this.#signalling.send({
      kind: 'connectionParameterUpdateResponse',
      identifier,
      result: isTaken ? ACCEPTED : REJECTED,
    });
  }

  /** A callback that fails has not taken them. */
  async #ask(parameters: ConnectionParameters): Promise<boolean> {
    try {
      return (await this.#options.onParameterRequest?.(parameters)) ?? false;
    } catch (error) {
      this.#options.log?.error('L2CAP_PARAMETERS', `onParameterRequest threw: ${String(error)}`, {
        error,
      });
      return false;
    }
  }
}

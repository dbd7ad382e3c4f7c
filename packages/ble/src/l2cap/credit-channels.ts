// Opens and closes channels with credits, as asked here or by the peer.
// Core Spec v5.4, Vol 3, Part A, 4.6, 4.7 and 4.22 to 4.24.

import { encode, struct, u16 } from '../codec/index.ts';
import {
  type BleError,
  type CallOptions,
  type Clock,
  type Log,
  type Tally,
  UsageError,
  waitFor,
} from '../core/index.ts';
import { type ChannelEntry, ChannelTable, isDynamic } from './channel-table.ts';
import { type ChannelEnd, type CreditChannel, CreditChannelEnd } from './credit-channel.ts';
import { MIN_MTU } from './frame.ts';
import { ConnectionResult, L2capError } from './l2cap-error.ts';
import { RejectReason, type SignalOf } from './signal.ts';
import type { Signalling } from './signalling.ts';
import type { L2capViolation } from './violation.ts';

/** What we take on a channel. */
export interface ChannelSettings {
  /** The longest SDU, 23 to 65,535. Default 2048. */
  readonly mtu?: number;
  /** The longest K-frame payload, 23 to 65,533. Default 247: one packet with data length extension. */
  readonly mps?: number;
  /** Frames that the peer may send ahead, 1 to 65,535. Default 16. */
  readonly initialCredits?: number;
}

/** How a service takes channels. */
export interface ChannelListener extends ChannelSettings {
  /** Takes each new channel: set its `onReceive` at once. */
  readonly onChannel: (channel: CreditChannel) => void;
  /** Says whether this link is good enough. Default: every link is. */
  readonly admit?: () => ConnectionResult;
}

/** How channels reach their link. */
export interface CreditChannelsOptions {
  readonly clock: Clock;
  readonly violations: Tally<L2capViolation>;
  readonly log: Log | undefined;
  readonly signalling: Signalling;
  readonly send: (channelId: number, payload: Uint8Array) => void | Promise<void>;
}

type ConnectionRequest = SignalOf<'leCreditBasedConnectionRequest'>;

/** The longest MPS. 4.22 */
const MAX_MPS = 65_533;
const MAX_U16 = 65_535;
/** SPSMs: those of the SIG, and from 0x80 on those of services. Table 4.16. */
const LAST_SPSM = 0x00ff;

const NOTHING = { destinationCid: 0, mtu: 0, mps: 0, initialCredits: 0 } as const;
const cidPair = struct({ localCid: u16, remoteCid: u16 });

/** The channels with credits of one link. */
export class CreditChannels {
  readonly #options: CreditChannelsOptions;
  readonly #table = new ChannelTable();
  readonly #listeners = new Map<number, ChannelListener>();

  constructor(options: CreditChannelsOptions) {
    this.#options = options;
  }

  /** Takes channels to a service; gives a way to take no more. */
  listen(spsm: number, listener: ChannelListener): () => void {
    checkSpsm(spsm);
    checkSettings(listener);
    if (this.#listeners.has(spsm)) throw new UsageError(`SPSM ${spsm} is taken`);
    this.#listeners.set(spsm, listener);
    return () => this.#listeners.delete(spsm);
  }

  /** Opens a channel to a service of the peer. */
  async connect(
    spsm: number,
    settings: ChannelSettings = {},
    options?: CallOptions,
  ): Promise<CreditChannel> {
    checkSpsm(spsm);
    checkSettings(settings);
    options?.signal?.throwIfAborted();
    const opening = this.#connect(spsm, settings);
    try {
      return await waitFor(opening, this.#options.clock, options);
    } catch (error) {
      // Nobody waits for it any more: it is closed as soon as it is open.
      opening.then((channel) => channel.close()).catch(() => {});
      throw error;
    }
  }

  /** Takes a K-frame; `false` when its channel is not open. */
  receive(channelId: number, payload: Uint8Array): boolean {
    const entry = this.#table.byLocal(channelId);
    entry?.channel.receive(payload);
    return entry !== undefined;
  }

  /** The peer asks for a channel. 4.22 */
  onConnectionRequest(request: ConnectionRequest): void {
    const { signalling, violations } = this.#options;
    const { identifier, spsm } = request;
    const listener = this.#listeners.get(spsm);
    const refusal = this.#refusal(request, listener);
    const cid = refusal === undefined ? this.#table.reserve() : undefined;
    if (!listener || cid === undefined) {
      const result = refusal ?? ConnectionResult.noResourcesAvailable;
      if (result >= ConnectionResult.invalidSourceCid)
        violations.add(
          'badParameters',
          `CID ${request.sourceCid}, MTU ${request.mtu}, MPS ${request.mps}`,
        );
      signalling.send({ kind: 'leCreditBasedConnectionResponse', identifier, ...NOTHING, result });
      return;
    }
    const local = endOf(cid, listener);
    const remote: ChannelEnd = { ...request, cid: request.sourceCid };
    signalling.send({
      kind: 'leCreditBasedConnectionResponse',
      identifier,
      ...local,
      destinationCid: cid,
      result: ConnectionResult.success,
    });
    this.#offer(this.#open(spsm, local, remote), listener);
  }

  /** The peer closes a channel. 4.6 */
  onDisconnectionRequest(request: SignalOf<'disconnectionRequest'>): void {
    const { signalling, violations } = this.#options;
    const { identifier, destinationCid, sourceCid } = request;
    const entry = this.#table.byLocal(destinationCid);
    if (!entry) {
      violations.add('unexpectedSignal', `closes channel ${destinationCid}, which is not open`);
      const pair = encode(cidPair, { localCid: destinationCid, remoteCid: sourceCid });
      signalling.reject(identifier, RejectReason.invalidCid, pair);
    } else if (entry.remote.cid !== sourceCid) {
      // Silently discarded, as the specification has it.
      violations.add('unexpectedSignal', `closes channel ${destinationCid} as ${sourceCid}`);
    } else {
      signalling.send({ kind: 'disconnectionResponse', identifier, destinationCid, sourceCid });
      this.#table.remove(entry);
      entry.channel.finish();
    }
  }

  /** The peer grants credits; it names the channel by its own number. 4.24 */
  onCredits({ cid, credits }: SignalOf<'flowControlCreditInd'>): void {
    const entry = this.#table.byRemote(cid);
    if (entry) entry.channel.addCredits(credits);
    else this.#options.violations.add('unexpectedSignal', `credits for channel ${cid}`);
  }

  /** The link is gone. */
  close(reason: BleError): void {
    for (const { channel } of this.#table.clear()) channel.finish(reason);
  }

  /** A service that fails to take a channel has none. */
  #offer(channel: CreditChannel, { onChannel }: ChannelListener): void {
    try {
      onChannel(channel);
    } catch (error) {
      this.#options.log?.error('L2CAP_LISTENER', `onChannel threw: ${String(error)}`, { error });
      void channel.close();
    }
  }

  async #connect(spsm: number, settings: ChannelSettings): Promise<CreditChannel> {
    const cid = this.#table.reserve();
    if (cid === undefined) throw new L2capError('no channel is free on this link: close one first');
    const local = endOf(cid, settings);
    try {
      const response = await this.#options.signalling.request({
        kind: 'leCreditBasedConnectionRequest',
        spsm,
        ...local,
        sourceCid: cid,
      });
      return this.#accept(spsm, local, response);
    } finally {
      // Where a channel was opened, the number is its own by now.
      this.#table.unreserve(cid);
    }
  }

  /** A channel, of what the peer agreed to; where that cannot be, the channel is closed at once. */
  #accept(
    spsm: number,
    local: ChannelEnd,
    response: SignalOf<'leCreditBasedConnectionResponse'>,
  ): CreditChannel {
    const { result, destinationCid } = response;
    if (result !== ConnectionResult.success) {
      throw new L2capError(`the peer opens no channel to SPSM ${spsm}`, result);
    }
    const remote: ChannelEnd = { ...response, cid: destinationCid };
    const isTaken = this.#table.byRemote(destinationCid) !== undefined;
    const channel = this.#open(spsm, local, remote);
    if (isTaken || !isDynamic(destinationCid) || !areGoodSizes(response)) {
      this.#options.violations.add('badParameters', `channel ${destinationCid} of the peer`);
      void channel.close();
      throw new L2capError('the peer agreed to a channel that cannot be');
    }
    return channel;
  }

  #open(spsm: number, local: ChannelEnd, remote: ChannelEnd): CreditChannel {
    const { violations, log, signalling, send } = this.#options;
    const channel = new CreditChannelEnd({
      spsm,
      local,
      remote,
      violations,
      log,
      send: (payload) => send(remote.cid, payload),
      grant: (credits) => signalling.indicate(local.cid, credits),
      disconnect: () => this.#disconnect({ local, remote, channel }),
    });
    this.#table.add({ local, remote, channel });
    return channel;
  }

  /** Whatever comes of it, the channel is closed on our side; its number stays taken until then. */
  async #disconnect(entry: ChannelEntry): Promise<void> {
    const { local, remote } = entry;
    const { signalling } = this.#options;
    try {
      await signalling.request({
        kind: 'disconnectionRequest',
        destinationCid: remote.cid,
        sourceCid: local.cid,
      });
    } catch {
      // The peer is silent, knows no such channel, or is gone: closed all the same.
    }
    this.#table.remove(entry);
  }

  /** Why a channel is not opened; `undefined` where it can be. Table 4.19. */
  #refusal(
    { sourceCid, mtu, mps }: ConnectionRequest,
    listener: ChannelListener | undefined,
  ): ConnectionResult | undefined {
    if (!listener) return ConnectionResult.spsmNotSupported;
    const admission = this.#admission(listener);
    if (admission !== ConnectionResult.success) return admission;
    if (!isDynamic(sourceCid)) return ConnectionResult.invalidSourceCid;
    if (this.#table.byRemote(sourceCid)) return ConnectionResult.sourceCidAlreadyAllocated;
    if (!areGoodSizes({ mtu, mps })) return ConnectionResult.unacceptableParameters;
    return undefined;
  }

  /** A service that cannot say so admits nobody. */
  #admission(listener: ChannelListener): ConnectionResult {
    try {
      return listener.admit?.() ?? ConnectionResult.success;
    } catch (error) {
      this.#options.log?.error('L2CAP_LISTENER', `admit threw: ${String(error)}`, { error });
      return ConnectionResult.noResourcesAvailable;
    }
  }
}

function endOf(cid: number, settings: ChannelSettings): ChannelEnd {
  const { mtu = 2048, mps = 247, initialCredits = 16 } = settings;
  return { cid, mtu, mps, initialCredits };
}

function areGoodSizes({ mtu, mps }: { readonly mtu: number; readonly mps: number }): boolean {
  return mtu >= MIN_MTU && mps >= MIN_MTU && mps <= MAX_MPS;
}

function checkSpsm(spsm: number): void {
  if (Number.isInteger(spsm) && spsm >= 1 && spsm <= LAST_SPSM) return;
  throw new UsageError(`an SPSM is 1 to ${LAST_SPSM}, not ${spsm}`);
}

function checkSettings(settings: ChannelSettings): void {
  const { mtu, mps, initialCredits } = endOf(0, settings);
  const areGood =
    areGoodSizes({ mtu, mps }) &&
    mtu <= MAX_U16 &&
    initialCredits >= 1 &&
    initialCredits <= MAX_U16;
  if (areGood) return;
  throw new UsageError(
    `a channel of MTU ${mtu}, MPS ${mps} and ${initialCredits} credits cannot be: MTU is 23 to 65535, MPS 23 to 65533, credits 1 to 65535`,
  );
}

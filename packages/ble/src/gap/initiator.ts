// Making connections, one at a time: a controller has one initiator. Core Spec v5.4, Vol 3, Part C, 9.3.8.

import {
  type BleError,
  type CallOptions,
  type Cancel,
  type Clock,
  onImpatience,
  sleep,
  waitFor,
} from '../core/index.ts';
import {
  type Controller,
  HciError,
  HciStatus,
  leCreateConnection,
  leCreateConnectionCancel,
  leExtendedCreateConnection,
} from '../hci/index.ts';
import type { Connection, PeerAddress } from '../radio/index.ts';
import { isExtended } from './extended.ts';
import { linkWishes, type RawLinkParameters } from './link-parameters.ts';
import type { OwnAddress } from './own-address.ts';
import type { Procedures } from './procedures.ts';
import { checkCoded, type Scanner } from './scanner.ts';

/** How long a peer is looked for where nothing is said. */
const DEFAULT_TIMEOUT_MS = 10_000;

/** How long a controller may take to end an attempt that was cancelled. */
const CANCEL_MS = 2000;

/** Listening for the peer without a gap. Units of 0.625 ms. */
const SCAN_INTERVAL = 48;

const PEER_TYPE = { public: 0, random: 1 } as const;

/** What an attempt gets from outside. */
export interface InitiatorOptions {
  readonly clock: Clock;
  readonly procedures: Procedures;
  readonly ownAddress: OwnAddress;
  readonly scanner: Scanner;
}

/** How to look for a peer. */
export interface LookOptions extends CallOptions {
  /** Whether it advertises on LE Coded. Default false. */
  readonly isCoded?: boolean;
}

/** A link that is asked for. */
interface Wanted {
  readonly peer: PeerAddress;
  readonly parameters: RawLinkParameters;
  readonly isCoded: boolean;
}

interface Attempt<T> {
  readonly peer: PeerAddress;
  readonly resolve: (link: T) => void;
  readonly reject: (error: unknown) => void;
}

/** What a link becomes. */
export type Link = Pick<Connection, 'peer' | 'peerIdentity' | 'disconnect'>;

/** Connects to one peer after the other. */
export class Initiator<T extends Link> {
  readonly #options: InitiatorOptions;
  #attempt: Attempt<T> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed: BleError | undefined;

  constructor(options: InitiatorOptions) {
    this.#options = options;
  }

  /**
   * Connects once those before it are done.
   *
   * @param options `timeoutMs` begins with its turn; 10 s by default.
   * @throws {TimeoutError} the peer was not heard. @throws {HciError} the controller refused.
   * @throws {TransportError} there is no controller at the moment, or it was lost.
   */
  connect(peer: PeerAddress, parameters: RawLinkParameters, options: LookOptions = {}): Promise<T> {
    const { signal } = options;
    const before = this.#turn;
    const turn = waitFor(before, this.#options.clock, signal && { signal });
    const patience = { timeoutMs: DEFAULT_TIMEOUT_MS, ...options };
    const done = turn.then(() => this.#connect(peer, parameters, patience));
    // Who gives up in the queue leaves those behind in their places. What came of them is not kept:
    // the list of each would hold the list of all before it, and their links.
    this.#turn = Promise.allSettled([before, done]).then(() => {});
    return done;
  }

  /** Does something while nobody is looked for, once the attempts before it are done. */
  between<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** A link of which we are the central has come to be. Gives whether somebody waited for it. */
  connected(link: T): boolean {
    const attempt = this.#attempt;
    const { peer, peerIdentity } = link;
    const wanted = attempt?.peer.address;
    // That of an attempt which was given up may come late.
    if (peer.address !== wanted && peerIdentity.address !== wanted) return false;
    attempt?.resolve(link);
    return true;
  }

  /** The controller has given up, or was lost. */
  failed(error: unknown): void {
    this.#attempt?.reject(error);
  }

  /** No attempt is made any more. */
  close(reason: BleError): void {
    this.#closed = reason;
    this.failed(reason);
  }

  async #connect(
    peer: PeerAddress,
    parameters: RawLinkParameters,
    options: LookOptions,
  ): Promise<T> {
    if (this.#closed) throw this.#closed;
    options.signal?.throwIfAborted();
    const { clock, procedures, scanner } = this.#options;
    const wanted = { peer, parameters, isCoded: options.isCoded ?? false };
    let impatience: { readonly reason: unknown } | undefined;
    const connected = new Promise<T>((resolve, reject) => {
      this.#attempt = { peer, resolve, reject };
    });
    // Looked at below, after the command that may fail.
    connected.catch(() => {});
    let release: Cancel | undefined;
    scanner.willBeResumed = true;
    try {
      const created = procedures.run((controller) => this.#create(controller, wanted));
      // From the start, so that nothing is missed: what cancels has its turn behind what creates.
      release = onImpatience(clock, options, (reason) => {
        impatience = { reason };
        void this.#cancel();
      });
      await created;
      const link = await connected;
      if (!impatience) return link;
      // It came to be while it was called off.
      await link.disconnect();
      throw impatience.reason;
    } catch (error) {
      if (!impatience) throw error;
      throw impatience.reason;
    } finally {
      release?.();
      this.#attempt = undefined;
      scanner.willBeResumed = false;
      this.#resumeScanning();
    }
  }

  /** It may have had to rest until now. */
  #resumeScanning(): void {
    const { procedures, scanner } = this.#options;
    // Without a controller there is nothing to resume: the next one scans from its start.
    procedures.run((controller) => scanner.resume(controller)).catch(() => {});
  }

  /** Some controllers cannot scan and initiate at a time: then scanning rests while the command is given. */
  async #create(controller: Controller, wanted: Wanted): Promise<void> {
    const { ownAddress, scanner } = this.#options;
    const create = () => createConnection(controller, ownAddress.hciType, wanted);
    try {
      await create();
    } catch (error) {
      const isInTheWay =
        error instanceof HciError &&
        error.status === HciStatus.commandDisallowed &&
        scanner.isScanning;
      if (!isInTheWay) throw error;
      await scanner.without(controller, create);
    }
  }

  /** The Connection Complete that follows ends the attempt; a controller that sends none does not hold it up. */
  async #cancel(): Promise<void> {
    const { clock, procedures } = this.#options;
    const attempt = this.#attempt;
    try {
      await procedures.run((controller) => controller.send(leCreateConnectionCancel));
    } catch (error) {
      // Where a link came to be at the same moment there is nothing to cancel: its event tells of it.
      const isTooLate = error instanceof HciError && error.status === HciStatus.commandDisallowed;
      if (!isTooLate) attempt?.reject(error);
    }
    await sleep(clock, CANCEL_MS);
    attempt?.reject(new HciError(HciStatus.unknownConnection, 'leCreateConnectionCancel'));
  }
}

async function createConnection(
  controller: Controller,
  ownAddressType: number,
  { peer: { address, type }, parameters, isCoded }: Wanted,
): Promise<void> {
  if (isCoded) checkCoded(controller);
  const whom = {
    initiatorFilterPolicy: false,
    ownAddressType,
    peerAddressType: PEER_TYPE[type],
    peerAddress: address,
  };
  const wishes = linkWishes(parameters);
  if (isExtended(controller)) {
    const onPhy = { scanInterval: SCAN_INTERVAL, scanWindow: SCAN_INTERVAL, ...wishes };
    const phys = isCoded ? { leCoded: onPhy } : { le1M: onPhy };
    await controller.send(leExtendedCreateConnection, { ...whom, phys });
  } else {
    const scan = { leScanInterval: SCAN_INTERVAL, leScanWindow: SCAN_INTERVAL };
    await controller.send(leCreateConnection, { ...scan, ...whom, ...wishes });
  }
}

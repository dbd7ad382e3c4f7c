// THE SEAM: what a way to the air offers to everything above it.

import type { CallOptions, Cancel } from '../core/index.ts';
import type { AdStructure } from './ad-structures.ts';
import type { Advert } from './advert.ts';
import type { Connection, LinkParameterRequest, Phy } from './connection.ts';
import type { LocalServices, ServiceDefinition } from './local-service.ts';
import type { PeerAddress } from './peer.ts';

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Ends the scan: the loop over it finishes, no error is thrown. */
  readonly signal?: AbortSignal;
  /** Asks senders for their scan response. Default false: nothing is sent, nobody notices. */
  readonly active?: boolean;
  /**
   * Listens on LE Coded too, half of the time on each: farther, but half as often. Default false.
   * With a controller that has no LE Coded this is a `UsageError`.
   */
  readonly coded?: boolean;
  /** How many adverts may wait for the caller before the oldest are lost. Default 256. */
  readonly waiting?: number;
}

/** A way to reach the air: our own host on an HCI transport, another host, a recording, a simulation. */
export interface Radio {
  /** The name it was opened by: `sim`, `replay:kitchen.btsnoop`. */
  readonly name: string;

  /**
   * Listens for adverts until the loop ends or `signal` aborts.
   *
   * Every advert heard is given, repeats too: telling news from repeats is the caller's work.
   * A live radio whose caller is slower than the air loses the oldest waiting adverts; at most
   * `waiting` wait. A recording waits for its caller and loses nothing.
   *
   * A radio that brings its controller back when it was lost goes on with the scans there were, and
   * begins those that were asked for meanwhile.
   *
   * @throws {TransportError} the way to the radio broke for good. The radio is then of no more use.
   * @throws {HciError} the controller refused.
   * @throws {DecodeError} a recording is damaged here; all before it was given.
   * @example
   * for await (const advert of radio.scan()) console.log(advert.address, advert.rssiDbm, 'dBm');
   */
  scan(options?: ScanOptions): AsyncIterable<Advert>;

  /** Lets go of the radio. Scans end; a second call does nothing. */
  close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * How a radio is doing: `resync` and `failed` are away, and tried again, the latter seldom; `closed` is
 * for good.
 */
export type RadioStage = 'running' | 'resync' | 'failed' | 'closed';

/** What can be done about a radio that hears nothing and does not say why, the mildest first. */
export const RECOVERY_STEPS = ['restartScan', 'reset', 'reopen'] as const;
export type RecoveryStep = (typeof RECOVERY_STEPS)[number];

/** A radio that tells how it is doing, and can be helped. */
export interface RecoverableRadio extends Radio {
  readonly stage: RadioStage;

  /** Tells of each change of the stage; calling what it gives ends that. */
  onStage(listener: (stage: RadioStage) => void): Cancel;

  /**
   * Tries to make it hear again: `restartScan` switches listening off and on, `reset` starts the controller
   * anew, which ends its links, `reopen` the way to it as well. Scans go on through all of them. One that is
   * away is tried again anyway: nothing is done then.
   *
   * @param why what the log says of it.
   * @throws {BleError} it could not be done: a harder step may help. That it was done does not mean that
   *   it helps; `reset` and `reopen` do not wait for the controller to be back.
   */
  recover(step: RecoveryStep, why: string): Promise<void>;
}

/** How to connect. */
export interface ConnectOptions extends CallOptions {
  /** Default: 30 to 50 ms, no latency, 4 s. */
  readonly parameters?: LinkParameterRequest;
  /** The ATT_MTU that is agreed on at once; `undefined` leaves it at 23. Default 517. */
  readonly mtu?: number | undefined;
  /** Looks for the peer on LE Coded. Default: where its advert was heard; for an address, false. */
  readonly coded?: boolean;
}

/** A radio that connects to peripherals. */
export interface CentralRadio extends Radio {
  /**
   * Connects, exchanges the MTU, and encrypts where there is a bond. One attempt at a time goes on the air; others wait their turn.
   *
   * @param peer an advert that was heard, or an address.
   * @param options `timeoutMs` is for each step: being heard once it has its turn, the MTU, encryption.
   * @throws {TimeoutError} not heard within `timeoutMs`, 10 s by default.
   * @throws {HciError} the controller refused, such as since there is a link with the peer (0x0B).
   * @throws {DisconnectedError} the link ended before it was of use, thrice where it never stood (0x3E).
   * @throws {TransportError} the controller is away at the moment, or was lost meanwhile.
   */
  connect(peer: Advert | PeerAddress, options?: ConnectOptions): Promise<Connection>;

  /** All links that stand, of both roles. */
  readonly connections: ReadonlySet<Connection>;
}

/** How to advertise. */
export interface AdvertiseOptions {
  /** What is sent, as AD structures. Connectable adverts get flags (LE only, general discoverable) in front. */
  readonly data?: readonly AdStructure[];
  /** What is sent to those who ask. */
  readonly scanResponse?: readonly AdStructure[];
  /** Default true where services are served, else false. */
  readonly isConnectable?: boolean;
  /** Default 100 ms; 20 to 10,485,759 ms. */
  readonly intervalMs?: number;
  /** Extended advertising, up to 1650 bytes where the controller has it. Default false. */
  readonly isExtended?: boolean;
  /** Of the payload of extended advertising. Default `1M`. */
  readonly phy?: Phy;
  /** dBm; the controller takes the nearest it can. */
  readonly txPowerDbm?: number;
  /** Peers that may be connected through it at a time: with fewer, it goes on advertising. Default 1. */
  readonly maxConnections?: number;
  /** Stops it when it aborts. */
  readonly signal?: AbortSignal;
}

/** An advertisement that is on the air; a loop over it gives the connections that it brings. */
export interface Advertisement extends AsyncIterable<Connection> {
  /** The address that it is sent with at this moment. */
  readonly address: PeerAddress;
  /**
   * The next peer that connects.
   *
   * @throws {TimeoutError} none did within `timeoutMs`.
   * @throws {UsageError} it was stopped, or is not connectable.
   */
  connection(options?: CallOptions): Promise<Connection>;
  /** Says something else from now on. */
  update(change: Pick<AdvertiseOptions, 'data' | 'scanResponse'>): Promise<void>;
  /** Takes it off the air; connections stay. Twice does no harm. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A radio that advertises, and serves those who connect. */
export interface PeripheralRadio extends Radio {
  /**
   * Advertises until it is stopped. Several at a time where the controller has several sets.
   *
   * @throws {HciError} the controller refused. @throws {UsageError} data that does not fit.
   * @throws {TransportError} the controller is away at the moment. One that is lost later advertises
   *   again when it is back.
   */
  advertise(options?: AdvertiseOptions): Promise<Advertisement>;

  /** Serves these behind what is served already; peers are told when they are connected. */
  serve(services: readonly ServiceDefinition[]): Promise<LocalServices>;

  /** All links that stand, of both roles. */
  readonly connections: ReadonlySet<Connection>;
}

/** Whether a radio can connect. */
export function isCentral(radio: Radio): radio is CentralRadio {
  return 'connect' in radio;
}

/** Whether a radio can be helped. */
export function isRecoverable(radio: Radio): radio is RecoverableRadio {
  return 'recover' in radio;
}

/** Whether a radio can advertise and serve. */
export function isPeripheral(radio: Radio): radio is PeripheralRadio {
  return 'advertise' in radio;
}

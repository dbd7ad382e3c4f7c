// What a link layer tells the controller above it. Names and units are those of HCI's events.
// Core Spec v5.4, Vol 4, Part E, 7.7.

import type { AddressValue } from '../../core/index.ts';

/** An advert or scan response as it was heard, whole: fragments of long data are put together. */
export interface HeardAdvert {
  readonly eventType: {
    readonly connectable: boolean;
    readonly scannable: boolean;
    readonly directed: boolean;
    readonly scanResponse: boolean;
    readonly legacy: boolean;
  };
  /** Whether the end of the data was lost on the air. */
  readonly isTruncated: boolean;
  /** 0 public, 1 random, 2 and 3 an identity that we resolved, 255 anonymous. */
  readonly addressType: number;
  readonly address: AddressValue;
  /** Whom a directed advert is for: 0, 1, 2, 3, or 254 a private address that nobody resolved. */
  readonly directAddressType: number;
  readonly directAddress: AddressValue;
  /** One of `LePhy`. */
  readonly primaryPhy: number;
  /** One of `LePhy`; 0 when all of it came on the primary channels. */
  readonly secondaryPhy: number;
  /** 255 where there is none. */
  readonly advertisingSid: number;
  /** dBm; 127 is "not known". */
  readonly txPower: number;
  /** dBm */
  readonly rssi: number;
  /**
   * The same array again as long as an advertiser's data is the same: a key for what was made of it.
   * Never written to.
   */
  readonly data: Uint8Array;
}

/** A link was made, or could not be. 7.7.65.1 and 7.7.65.10; on failure only `status` and `role` count. */
export interface ConnectionResult {
  readonly status: number;
  readonly connectionHandle: number;
  /** Ours: 0 central, 1 peripheral. */
  readonly role: number;
  /** 0 public, 1 random, 2 and 3 an identity that we resolved. */
  readonly peerAddressType: number;
  readonly peerAddress: AddressValue;
  /** What we had on the air, where the link layer made it; else 0. */
  readonly localResolvablePrivateAddress: AddressValue;
  /** What the peer had on the air, where it was resolved; else 0. */
  readonly peerResolvablePrivateAddress: AddressValue;
  readonly connectionInterval: number;
  readonly peripheralLatency: number;
  readonly supervisionTimeout: number;
  readonly centralClockAccuracy: number;
  /** 0 for algorithm #1, 1 for #2. 7.7.65.20. */
  readonly channelSelectionAlgorithm: number;
}

/** How a link runs from now on. 7.7.65.3. */
export interface ConnectionTiming {
  /** Units of 1.25 ms. */
  readonly connectionInterval: number;
  readonly peripheralLatency: number;
  /** Units of 10 ms. */
  readonly supervisionTimeout: number;
}

/** How much one packet may carry. 7.7.65.7. */
export interface DataLengthLimits {
  readonly maxTxOctets: number;
  /** Microseconds. */
  readonly maxTxTime: number;
  readonly maxRxOctets: number;
  /** Microseconds. */
  readonly maxRxTime: number;
}

/** What a peer asks for by LL_CONNECTION_PARAM_REQ. 7.7.65.6. */
export interface ParameterRequest {
  /** Units of 1.25 ms. */
  readonly intervalMin: number;
  /** Units of 1.25 ms. */
  readonly intervalMax: number;
  readonly maxLatency: number;
  /** Units of 10 ms. */
  readonly timeout: number;
}

/** What `LL_VERSION_IND` says of the peer. 7.7.12. */
export interface RemoteVersion {
  readonly version: number;
  readonly companyIdentifier: number;
  readonly subversion: number;
}

/** How an advertising set ended by itself. 7.7.65.18. */
export interface AdvertisingEnd {
  /** 0 a link was made of it, 0x3C its time was up, 0x43 its events were. */
  readonly status: number;
  readonly advertisingHandle: number;
  /** With status 0 alone. */
  readonly connectionHandle: number;
  readonly numCompletedExtendedAdvertisingEvents: number;
}

/**
 * The controller's ears: called at the time things happen on the air, never from inside a call into
 * the link layer. Events that answer a command come after the command returned.
 */
export interface LinkLayerEvents {
  onAdvert(advert: HeardAdvert): void;
  onScanTimeout(): void;
  /** Only with `scanRequestNotificationEnable`. */
  onScanRequest(advertisingHandle: number, scannerAddressType: number, scanner: AddressValue): void;
  /** Comes behind `onConnection` when a link was made of the set; for high-duty directed legacy sets, too. */
  onAdvertisingEnded(end: AdvertisingEnd): void;

  onConnection(result: ConnectionResult): void;
  /** The link is gone, for a reason of Vol 1, Part F; its packets under way count as done. */
  onDisconnection(connectionHandle: number, reason: number): void;

  /**
   * Data of a link: one call for each data PDU with something in it. `isStart` tells the start of an
   * L2CAP frame from what continues it. The bytes are the receiver's to keep.
   */
  onData(connectionHandle: number, isStart: boolean, data: Uint8Array): void;
  /** The peer acknowledged the last of a packet that was given to `send`; in the order of sending. */
  onPacketDone(connectionHandle: number): void;

  onConnectionUpdate(connectionHandle: number, status: number, timing: ConnectionTiming): void;
  /**
   * The peer wants other parameters. Answered by `answerParameterRequest`.
   *
   * @returns false when the host does not want to be asked: the link layer then refuses by itself.
   */
  onParameterRequest(connectionHandle: number, request: ParameterRequest): boolean;
  onDataLengthChange(connectionHandle: number, limits: DataLengthLimits): void;
  onPhyUpdate(connectionHandle: number, status: number, txPhy: number, rxPhy: number): void;
  onRemoteFeatures(connectionHandle: number, status: number, features: ReadonlySet<number>): void;
  onRemoteVersion(connectionHandle: number, status: number, version: RemoteVersion): void;

  /**
   * A central wants to encrypt. Answered by `answerKeyRequest`; until then no data passes.
   *
   * @returns false when the host does not want to be asked: the link layer then has no key.
   */
  onKeyRequest(
    connectionHandle: number,
    randomNumber: Uint8Array,
    encryptedDiversifier: number,
  ): boolean;
  onEncryptionChange(connectionHandle: number, status: number, isEncrypted: boolean): void;
  /** The key of a link that was encrypted before is another one now. */
  onKeyRefresh(connectionHandle: number, status: number): void;
  onAuthenticatedPayloadTimeout(connectionHandle: number): void;
}

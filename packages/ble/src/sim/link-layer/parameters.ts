// What a controller is told to do, in the words and units of HCI: the link layer takes them as they come.
// Core Spec v5.4, Vol 4, Part E, 7.8.

import type { AddressValue } from '../../core/index.ts';

/** An address and its type by number: 0 public, 1 random; 2 and 3 the same, resolved by a controller. */
export interface PeerAddress {
  readonly addressType: number;
  readonly address: AddressValue;
}

/** What kind of adverts a set sends. 7.8.53. */
export interface AdvertisingEventProperties {
  readonly connectable: boolean;
  readonly scannable: boolean;
  readonly directed: boolean;
  /** At most every 3.75 ms, for 1.28 s. */
  readonly highDutyCycle: boolean;
  /** PDUs of Bluetooth 4. */
  readonly legacy: boolean;
  /** No address in it. */
  readonly anonymous: boolean;
  readonly includeTxPower: boolean;
}

/** How a set advertises. 7.8.53; legacy advertising (7.8.5) is a set with `legacy` properties. */
export interface AdvertisingParameters {
  readonly advertisingEventProperties: AdvertisingEventProperties;
  /** Units of 0.625 ms. */
  readonly primaryAdvertisingIntervalMin: number;
  /** Units of 0.625 ms. */
  readonly primaryAdvertisingIntervalMax: number;
  /** Bit 0 is channel 37, bit 1 channel 38, bit 2 channel 39. */
  readonly primaryAdvertisingChannelMap: number;
  /** 0 public, 1 random, 2 and 3 resolvable by the resolving list, else public or random. */
  readonly ownAddressType: number;
  readonly peerAddressType: number;
  readonly peerAddress: AddressValue;
  /** Bit 0: scan requests of the accept list alone; bit 1: connections likewise. */
  readonly advertisingFilterPolicy: number;
  /** dBm; 127 leaves it to the controller. */
  readonly advertisingTxPower: number;
  /** One of `LePhy`, 1M or Coded. */
  readonly primaryAdvertisingPhy: number;
  readonly secondaryAdvertisingMaxSkip: number;
  /** One of `LePhy`. */
  readonly secondaryAdvertisingPhy: number;
  readonly advertisingSid: number;
  readonly scanRequestNotificationEnable: boolean;
}

/** How long a set advertises. 7.8.56; 0 means without end. */
export interface AdvertisingSpan {
  /** Units of 10 ms. */
  readonly duration: number;
  readonly maxExtendedAdvertisingEvents: number;
}

/** How to listen on one PHY. 7.8.64. */
export interface ScanOnPhy {
  /** 0 passive, 1 active. */
  readonly scanType: number;
  /** Units of 0.625 ms. */
  readonly scanInterval: number;
  /** Units of 0.625 ms; as long as the interval listens without a pause. */
  readonly scanWindow: number;
}

/** How to scan. 7.8.10 and 7.8.64. */
export interface ScanParameters {
  readonly ownAddressType: number;
  /** 0 all, 1 the accept list; 2 and 3 likewise, with adverts directed at unresolved private addresses. */
  readonly scanningFilterPolicy: number;
  readonly phys: {
    readonly le1M?: ScanOnPhy | undefined;
    readonly leCoded?: ScanOnPhy | undefined;
  };
}

/** How long to scan, and what to leave out. 7.8.65. */
export interface ScanSpan {
  /** 0 off, 1 on, 2 on and forgetful at each period. */
  readonly filterDuplicates: number;
  /** Units of 10 ms; 0 without end. */
  readonly duration: number;
  /** Units of 1.28 s; 0 scans without a pause. */
  readonly period: number;
  /**
   * Whether only legacy adverts are of use to the host, since it asked with commands of Bluetooth 4.
   * 3.1.1 of the same part.
   */
  readonly legacyOnly: boolean;
}

/** What a host wishes of a link. 7.8.12 and 7.8.18. */
export interface ConnectionWishes {
  /** Units of 1.25 ms. */
  readonly connectionIntervalMin: number;
  /** Units of 1.25 ms. */
  readonly connectionIntervalMax: number;
  /** Connection events that a peripheral may leave out. */
  readonly maxLatency: number;
  /** Units of 10 ms. */
  readonly supervisionTimeout: number;
  /** Units of 0.625 ms. */
  readonly minCeLength: number;
  /** Units of 0.625 ms. */
  readonly maxCeLength: number;
}

/** How to look for a peer on one PHY, and the link wished for if it is found there. 7.8.66. */
export interface ConnectOnPhy extends ConnectionWishes {
  /** Units of 0.625 ms. */
  readonly scanInterval: number;
  /** Units of 0.625 ms. */
  readonly scanWindow: number;
}

/** Whom to connect to. 7.8.12 and 7.8.66. */
export interface InitiatingParameters {
  /** Whether anyone on the accept list will do: the peer's address is then not looked at. */
  readonly initiatorFilterPolicy: boolean;
  readonly ownAddressType: number;
  readonly peerAddressType: number;
  readonly peerAddress: AddressValue;
  /** `le2M` only says what is wished of a link that is found there by way of 1M. */
  readonly phys: {
    readonly le1M?: ConnectOnPhy | undefined;
    readonly le2M?: ConnectOnPhy | undefined;
    readonly leCoded?: ConnectOnPhy | undefined;
  };
}

/** Which PHYs a host prefers. 7.8.48 and 7.8.49. */
export interface PhyPreference {
  /** Bit 0: no preference to send; bit 1: none to receive. */
  readonly allPhys: number;
  /** Bit 0 is 1M, bit 1 is 2M, bit 2 is Coded. */
  readonly txPhys: number;
  readonly rxPhys: number;
  /** On Coded: 0 no preference, 1 S=2, 2 S=8. */
  readonly phyOptions: number;
}

/** What a central needs to start encryption. 7.8.24. */
export interface EncryptionStart {
  /** 8 bytes. */
  readonly randomNumber: Uint8Array;
  readonly encryptedDiversifier: number;
  /** 16 bytes, least significant first, as in HCI. */
  readonly longTermKey: Uint8Array;
}

/** An entry of the resolving list. 7.8.38. */
export interface ResolvingEntry {
  /** 0 a public, 1 a random static identity. */
  readonly peerIdentityAddressType: number;
  readonly peerIdentityAddress: AddressValue;
  /** 16 bytes, least significant first; all zero where the peer has none. */
  readonly peerIrk: Uint8Array;
  /** 16 bytes, least significant first; all zero where we have none. */
  readonly localIrk: Uint8Array;
}

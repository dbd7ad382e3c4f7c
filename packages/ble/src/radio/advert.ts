// One advertisement, heard once.

import { type AddressType, type AddressValue, formatAddress } from '../core/index.ts';

/** What a radio knows of an advertisement when it hears one. */
export interface AdvertFacts {
  readonly address: AddressValue;
  readonly addressType: AddressType;
  /** Signal strength; absent where the radio does not tell. */
  readonly rssiDbm?: number | undefined;
  /** The AD structures, as they were sent. */
  readonly data: Uint8Array;
  /** When it was heard, milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /**
   * The same moment on a line of time that nobody sets: for all that is measured between adverts of one
   * radio. Default: `timeMs`, as a recording has no other.
   */
  readonly steadyMs?: number | undefined;
  readonly isConnectable?: boolean;
  /** The answer to a scan request, not the advertisement itself. */
  readonly isScanResponse?: boolean;
  /** Sent by extended advertising: up to 1,650 bytes, and `sid` tells sets of one sender apart. */
  readonly isExtended?: boolean;
  /** Sent on LE Coded, which reaches farther. */
  readonly isCoded?: boolean;
  /** The controller could not keep all of the data: what is here came before the gap. */
  readonly isTruncated?: boolean;
  /** Advertising set, 0 to 15; extended advertising only. */
  readonly sid?: number | undefined;
  /** Transmit power that the controller reports; extended advertising only. */
  readonly txPowerDbm?: number | undefined;
  /** Who heard it, where one radio tells of several receivers, as gateways do. */
  readonly receiver?: string | undefined;
}

/** One advertisement heard once. Repeats are adverts of their own. */
export class Advert {
  /** Who sent it, as a number of 48 bits: for keys of maps. People read `address`. */
  readonly addressValue: AddressValue;
  readonly addressType: AddressType;
  readonly rssiDbm: number | undefined;
  readonly data: Uint8Array;
  readonly timeMs: number;
  readonly steadyMs: number;
  readonly isConnectable: boolean;
  readonly isScanResponse: boolean;
  readonly isExtended: boolean;
  readonly isCoded: boolean;
  readonly isTruncated: boolean;
  readonly sid: number | undefined;
  readonly txPowerDbm: number | undefined;
  readonly receiver: string | undefined;
  #address: string | undefined;

  constructor(facts: AdvertFacts) {
    this.addressValue = facts.address;
    this.addressType = facts.addressType;
    this.rssiDbm = facts.rssiDbm;
    this.data = facts.data;
    this.timeMs = facts.timeMs;
    this.steadyMs = facts.steadyMs ?? facts.timeMs;
    this.isConnectable = facts.isConnectable ?? false;
    this.isScanResponse = facts.isScanResponse ?? false;
    this.isExtended = facts.isExtended ?? false;
    this.isCoded = facts.isCoded ?? false;
    this.isTruncated = facts.isTruncated ?? false;
    this.sid = facts.sid;
    this.txPowerDbm = facts.txPowerDbm;
    this.receiver = facts.receiver;
  }

  /** Who sent it: upper case, most significant byte first. Written out when first asked for. */
  get address(): string {
    this.#address ??= formatAddress(this.addressValue);
    return this.#address;
  }
}

// The resolving list: whose private address is whose. Core Spec v5.4, Vol 6, Part B, 4.7 and 6.

import type { AddressValue } from '../../core/index.ts';
import { AddressResolver, makeResolvable } from '../../crypto/index.ts';
import { HciStatus } from '../../hci/index.ts';
import type { Random } from '../air/index.ts';
import {
  addressOf,
  type DeviceAddress,
  deviceAddress,
  isResolvable,
  peerOf,
} from './device-address.ts';
import type { PeerAddress, ResolvingEntry } from './parameters.ts';

/** One peer with its keys, most significant byte first; `undefined` where HCI gave zeros. */
export interface Resolved {
  readonly identity: DeviceAddress;
  readonly peerIrk: Uint8Array | undefined;
  readonly localIrk: Uint8Array | undefined;
  /** What it showed last, or would be addressed by; 0 before. */
  peerRpa: AddressValue;
  /** What we show it. */
  localRpa: AddressValue;
  /** Whether it may show its identity address, too: device privacy. */
  mayShowIdentity: boolean;
}

/** The random part of a private address: 22 bits, neither all 0 nor all 1. 1.3.2.2 */
const RPA_RANDOMS = 2 ** 22 - 2;

/** Peers by identity, and the addresses that we and they show for it. */
export class ResolvingList {
  /** Whether addresses are resolved at all; HCI switches it. */
  isEnabled = false;
  readonly #entries = new Map<DeviceAddress, Resolved>();
  #resolver = new AddressResolver<Resolved>();
  readonly #size: number;
  readonly #random: Random;

  constructor(size: number, random: Random) {
    this.#size = size;
    this.#random = random;
  }

  add(entry: ResolvingEntry): number {
    const identity = peerOf(entry.peerIdentityAddressType, entry.peerIdentityAddress);
    if (this.#entries.has(identity)) return HciStatus.invalidParameters;
    if (this.#entries.size >= this.#size) return HciStatus.memoryCapacityExceeded;
    const peerIrk = keyOf(entry.peerIrk);
    const localIrk = keyOf(entry.localIrk);
    const made: Resolved = {
      identity,
      peerIrk,
      localIrk,
      peerRpa: this.#newRpa(peerIrk),
      localRpa: this.#newRpa(localIrk),
      mayShowIdentity: false,
    };
    this.#entries.set(identity, made);
    if (peerIrk) this.#resolver.add(peerIrk, made);
    return HciStatus.success;
  }

  remove(peer: PeerAddress): number {
    const entry = this.of(peer);
    if (!entry) return HciStatus.unknownConnection;
    this.#entries.delete(entry.identity);
    this.#resolver.remove(entry);
    return HciStatus.success;
  }

  clear(): void {
    this.#entries.clear();
    this.#resolver = new AddressResolver();
  }

  /** The entry of a peer as HCI names it. */
  of({ addressType, address }: PeerAddress): Resolved | undefined {
    return this.#entries.get(peerOf(addressType, address));
  }

  /** The entry of an identity, where resolution is on. */
  entryOf(identity: DeviceAddress): Resolved | undefined {
    return this.isEnabled ? this.#entries.get(identity) : undefined;
  }

  /** Whose private address this is; remembers it as what the peer shows. */
  resolve(onAir: DeviceAddress): Resolved | undefined {
    if (!this.isEnabled || this.#entries.size === 0 || !isResolvable(onAir)) return undefined;
    const entry = this.#resolver.resolve(addressOf(onAir));
    if (entry) entry.peerRpa = addressOf(onAir);
    return entry;
  }

  /** 4.7: whether a peer shows an identity address that it should keep to itself: it is not listened to. */
  isExposed(onAir: DeviceAddress): boolean {
    if (!this.isEnabled || this.#entries.size === 0) return false;
    const entry = this.#entries.get(onAir);
    return entry?.peerIrk !== undefined && !entry.mayShowIdentity;
  }

  /** Whether an address under which a packet came for us is one of ours, made with a key of the list. */
  isOurs(onAir: DeviceAddress): boolean {
    if (!this.isEnabled || !isResolvable(onAir)) return false;
    const address = addressOf(onAir);
    for (const { localIrk, localRpa } of this.#entries.values()) {
      if (localIrk && localRpa === address) return true;
    }
    return false;
  }

  /** New private addresses for all: their time is up. */
  rotate(): void {
    for (const entry of this.#entries.values()) {
      entry.localRpa = this.#newRpa(entry.localIrk);
      entry.peerRpa = this.#newRpa(entry.peerIrk);
    }
  }

  #newRpa(irk: Uint8Array | undefined): AddressValue {
    return irk ? makeResolvable(irk, 1 + this.#random.below(RPA_RANDOMS)) : 0;
  }
}

/** The address under which packets go to a peer: a private one where it has a key. */
export function targetOf({ identity, peerIrk, peerRpa }: Resolved): DeviceAddress {
  return peerIrk ? deviceAddress(true, peerRpa) : identity;
}

function keyOf(leastFirst: Uint8Array): Uint8Array | undefined {
  return leastFirst.every((byte) => byte === 0) ? undefined : leastFirst.toReversed();
}

// Whose private address it is. Core Spec v5.4, Vol 6, Part B, 6; Vol 3, Part C, 10.8.2.3.

import { type AddressValue, fromHex, randomKindOf } from '../core/index.ts';
import { AddressResolver } from '../crypto/index.ts';
import type { PeerAddress } from '../radio/index.ts';

/** A peer whose identity key is known. */
export interface KnownIdentity {
  readonly peer: PeerAddress;
  /** 32 hex digits, most significant byte first; absent where it gave none. */
  readonly peerIrk?: string;
}

/** A key of zeros: its owner has no private addresses. Vol 6, Part B, 1.3.2.2. */
const NO_KEY = /^0*$/;

/**
 * Resolves private addresses by the identity keys that peers have told. It looks at what is known each
 * time: bonds come and go in their store, which several radios may share.
 */
export class PeerResolver {
  readonly #identities: () => Iterable<KnownIdentity>;
  /** What the resolver was made of. */
  #known: readonly KnownIdentity[] = [];
  #resolver = new AddressResolver<PeerAddress>();

  /** @param identities gives all that are known now. */
  constructor(identities: () => Iterable<KnownIdentity>) {
    this.#identities = identities;
  }

  /** The identity behind an address; `undefined` where it is not private, or nobody's that we know. */
  resolve({ address, type }: PeerAddress): PeerAddress | undefined {
    if (type !== 'random' || randomKindOf(address) !== 'resolvable') return undefined;
    this.#renew();
    return this.#resolver.resolve(address);
  }

  /** Whether a peer goes by private addresses: it is then to be looked for by its key. */
  isPrivate(address: AddressValue): boolean {
    for (const { peer, peerIrk } of this.#identities()) {
      if (peer.address === address) return peerIrk !== undefined && !NO_KEY.test(peerIrk);
    }
    return false;
  }

  #renew(): void {
    const now = [...this.#identities()];
    if (now.length === this.#known.length && now.every((one, at) => isSame(one, this.#known[at]))) {
      return;
    }
    this.#known = now;
    this.#resolver = new AddressResolver();
    for (const { peer, peerIrk } of now) {
      if (peerIrk !== undefined && !NO_KEY.test(peerIrk))
        this.#resolver.add(fromHex(peerIrk), peer);
    }
  }
}

function isSame(a: KnownIdentity, b: KnownIdentity | undefined): boolean {
  return (
    a.peer.address === b?.peer.address && a.peer.type === b.peer.type && a.peerIrk === b.peerIrk
  );
}

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

/** Resolves private addresses by the identity keys that peers have told. */
export class PeerResolver {
  readonly #identities: () => Iterable<KnownIdentity>;
  #resolver: AddressResolver<PeerAddress> | undefined;

  /** @param identities gives all that are known; asked again after `forget`. */
  constructor(identities: () => Iterable<KnownIdentity>) {
    this.#identities = identities;
  }

  /** What is known has changed. */
  forget(): void {
    this.#resolver = undefined;
  }

  /** The identity behind an address; `undefined` where it is not private, or nobody's that we know. */
  resolve({ address, type }: PeerAddress): PeerAddress | undefined {
    if (type !== 'random' || randomKindOf(address) !== 'resolvable') return undefined;
    this.#resolver ??= this.#build();
    return this.#resolver.resolve(address);
  }

  /** Whether a peer goes by private addresses: it is then to be looked for by its key. */
  isPrivate(address: AddressValue): boolean {
    for (const { peer, peerIrk } of this.#identities()) {
      if (peer.address === address) return peerIrk !== undefined && !NO_KEY.test(peerIrk);
    }
    return false;
  }

  #build(): AddressResolver<PeerAddress> {
    const resolver = new AddressResolver<PeerAddress>();
    for (const { peer, peerIrk } of this.#identities()) {
      if (peerIrk !== undefined && !NO_KEY.test(peerIrk)) resolver.add(fromHex(peerIrk), peer);
    }
    return resolver;
  }
}

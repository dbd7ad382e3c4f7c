// What every step of a pairing has to go by.

import type { AddressValue } from '../core/index.ts';
import type { KeySecurity } from './bond.ts';
import type { BondStore } from './bond-store.ts';
import type { Exchange } from './exchange.ts';
import type { Agreement } from './features.ts';
import type { OobData } from './oob.ts';
import type { PairingUser } from './pairing-user.ts';
import type { Random, SecurityAddress, SecurityLink } from './security-link.ts';
import type { SecurityPolicy } from './security-policy.ts';

/** Who we are under all our private addresses. */
export interface Identity {
  /** Our public or static random address. */
  readonly address: AddressValue;
  readonly type: SecurityAddress['type'];
  /** The key that our private addresses are made with: 16 bytes, most significant first. */
  readonly irk: Uint8Array;
}

/** What a pairing begins with. */
export interface PairingSetup {
  readonly exchange: Exchange;
  readonly link: SecurityLink;
  readonly random: Random;
  readonly user: PairingUser;
  readonly bonds: BondStore;
  readonly policy: SecurityPolicy;
  readonly identity: Identity | undefined;
  /** By what the peer is known: its identity, else the address it has on this link. */
  readonly peer: SecurityAddress;
  /** The features are agreed upon; so this will be the security of the key. */
  readonly onAgreed: (security: KeySecurity) => void;
}

/** The same once both sides know each other's features. */
export interface PairingContext extends PairingSetup {
  readonly isInitiator: boolean;
  /** Pairing Request and Response as they were sent, 7 bytes each. */
  readonly request: Uint8Array;
  readonly response: Uint8Array;
  readonly agreement: Agreement;
  readonly oob: OobData | undefined;
  /** Whether the peer says that it has got our out-of-band data. */
  readonly peerHasOob: boolean;
}

/** What phase 2 finds. */
export interface FoundKey {
  /** The key that the link is to be encrypted with, in its agreed size. */
  readonly key: Uint8Array;
  /** Responder: the PDU with which the initiator finds it as well; to be sent when all is ready. */
  readonly lastPdu?: Parameters<Exchange['send']>[0];
}

// What the Security Manager needs of a connection: the channel 0x0006, and its encryption.

import type { AddressValue, BleError } from '../core/index.ts';

/** Gives as many random bytes as it is asked for, good enough for keys. */
export type Random = (length: number) => Uint8Array;

/** An address as pairing takes it into its hashes. */
export interface SecurityAddress {
  readonly address: AddressValue;
  readonly type: 'public' | 'random';
}

/** A key as HCI takes it. For Secure Connections, and while pairing, `ediv` and `rand` are 0. */
export interface EncryptionKey {
  /** 16 bytes, most significant first. */
  readonly ltk: Uint8Array;
  readonly ediv: number;
  readonly rand: bigint;
}

/**
 * One connection. The host gives it to a `SecurityManager`, which sets the callbacks; the host calls
 * them in the order in which things happen, and nothing after `onClosed`.
 */
export interface SecurityLink {
  readonly role: 'central' | 'peripheral';
  /** The addresses that the connection was made with: private ones as they are. */
  readonly ownAddress: SecurityAddress;
  readonly peerAddress: SecurityAddress;
  /** Whose private address it is, where it was resolved. Default: `peerAddress`. */
  readonly peerIdentity?: SecurityAddress;

  /** Sends a PDU on the fixed channel 0x0006; does nothing once the link is gone. */
  send(pdu: Uint8Array): void;
  /** Central: starts encryption, or starts it anew with this key. `onEncrypted` tells the outcome. */
  encrypt(key: EncryptionKey): void;

  /** A PDU came on the channel. */
  onReceive?: (pdu: Uint8Array) => void;
  /** Peripheral: the controller asks for a key. No key: the request is to be refused. */
  onKeyRequest?: (ediv: number, rand: bigint) => Uint8Array | undefined;
  /** Encryption is on, or its key was changed; or the attempt failed, for this reason. */
  onEncrypted?: (failure?: BleError) => void;
  /** The link is gone, for this reason. */
  onClosed?: (reason: BleError) => void;
}

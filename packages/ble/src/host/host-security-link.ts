// Encryption of one link, between the Security Manager and the controller.
// Core Spec v5.4, Vol 4, Part E, 7.8.24 to 7.8.26.

import { decode, encode, u64 } from '../codec/index.ts';
import { BleError } from '../core/index.ts';
import {
  type Controller,
  HciError,
  HciStatus,
  leEnableEncryption,
  leLongTermKeyRequestNegativeReply,
  leLongTermKeyRequestReply,
} from '../hci/index.ts';
import type { FixedChannel } from '../l2cap/index.ts';
import type { EncryptionKey, SecurityAddress, SecurityLink } from '../smp/index.ts';

/** What encryption needs to know of a link. */
export interface SecurityFacts {
  readonly controller: Pick<Controller, 'send'>;
  readonly connectionHandle: number;
  readonly role: SecurityLink['role'];
  readonly ownAddress: SecurityAddress;
  readonly peerAddress: SecurityAddress;
  readonly peerIdentity: SecurityAddress | undefined;
}

/** One link as the Security Manager sees it. */
export class HostSecurityLink implements SecurityLink {
  readonly role: SecurityLink['role'];
  readonly ownAddress: SecurityAddress;
  readonly peerAddress: SecurityAddress;
  readonly peerIdentity?: SecurityAddress;
  onReceive?: (pdu: Uint8Array) => void;
  onKeyRequest?: (ediv: number, rand: bigint) => Uint8Array | undefined;
  onEncrypted?: (failure?: BleError) => void;
  onClosed?: (reason: BleError) => void;
  readonly #channel: FixedChannel;
  readonly #facts: SecurityFacts;
  #isOpen = true;

  constructor(channel: FixedChannel, facts: SecurityFacts) {
    this.role = facts.role;
    this.ownAddress = facts.ownAddress;
    this.peerAddress = facts.peerAddress;
    if (facts.peerIdentity) this.peerIdentity = facts.peerIdentity;
    this.#channel = channel;
    this.#facts = facts;
    channel.onReceive = (pdu) => this.onReceive?.(pdu);
    channel.onClose = (reason) => {
      this.#isOpen = false;
      this.onClosed?.(reason);
    };
  }

  send(pdu: Uint8Array): void {
    void this.#channel.send(pdu);
  }

  encrypt({ ltk, ediv, rand }: EncryptionKey): void {
    const { controller, connectionHandle } = this.#facts;
    controller
      .send(leEnableEncryption, {
        connectionHandle,
        randomNumber: encode(u64, rand),
        encryptedDiversifier: ediv,
        longTermKey: ltk.toReversed(),
      })
      .catch((error: unknown) => this.#failed(error));
  }

  /** The controller asks for the key that the central wants to use. */
  keyRequested(encryptedDiversifier: number, randomNumber: Uint8Array): void {
    const { controller, connectionHandle } = this.#facts;
    const key = this.onKeyRequest?.(encryptedDiversifier, decode(u64, randomNumber));
    const answered = key
      ? controller.send(leLongTermKeyRequestReply, {
          connectionHandle,
          longTermKey: key.toReversed(),
        })
      : controller.send(leLongTermKeyRequestNegativeReply, { connectionHandle });
    // The link may have ended meanwhile; an event tells of that.
    answered.catch(() => {});
  }

  /** Encryption Change, or the refresh of a key. */
  encryptionChanged(status: number, isOn: boolean): void {
    if (!this.#isOpen) return;
    if (status !== HciStatus.success) this.onEncrypted?.(new HciError(status, 'encryption'));
    else if (isOn) this.onEncrypted?.();
    else this.onEncrypted?.(new HciError(HciStatus.authenticationFailure, 'encryption was ended'));
  }

  #failed(error: unknown): void {
    if (!(error instanceof BleError)) throw error;
    // The end of the link has been told before.
    if (this.#isOpen) this.onEncrypted?.(error);
  }
}

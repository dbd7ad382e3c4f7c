// What comes on the channel 0x0006, and who it is for. Core Spec v5.4, Vol 3, Part H, 3.3.

import { decode } from '../codec/index.ts';
import { DecodeError, type Tally } from '../core/index.ts';
import type { Exchange, Received } from './exchange.ts';
import { pairingRequest, type SmpPdu, type SmpPduOf, smpCode, smpPdu } from './pdu.ts';
import type { SmpViolation } from './security-manager-options.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** Who takes what is not part of a pairing. */
export interface PduListener {
  /** The pairing that is under way. */
  readonly exchange: Exchange | undefined;
  peerFailed(error: SmpError): void;
  securityRequested(pdu: SmpPduOf<'securityRequest'>): void;
  pairingRequested(received: Received<'pairingRequest'>): void;
  refuse(reason: number, why: unknown): void;
}

/** Reads PDUs, and hands them to the pairing or to the Security Manager; counts those for neither. */
export class PduReceiver {
  readonly #listener: PduListener;
  readonly #violations: Tally<SmpViolation>;

  constructor(listener: PduListener, violations: Tally<SmpViolation>) {
    this.#listener = listener;
    this.#violations = violations;
  }

  /** Takes one PDU; never throws whatever its bytes are. */
  receive(bytes: Uint8Array): void {
    try {
      this.#take({ pdu: decode(smpPdu, bytes), bytes: bytes.slice() });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#malformed(bytes, error);
    }
  }

  #take({ pdu, bytes }: { readonly pdu: SmpPdu; readonly bytes: Uint8Array }): void {
    const { exchange } = this.#listener;
    switch (pdu.kind) {
      case 'unknown':
        // To be ignored. 3.3
        this.#violations.add('unknownCode', `${pdu.opcode}`);
        return;
      case 'pairingFailed':
        this.#listener.peerFailed(SmpError.fromPeer(pdu.reason));
        return;
      case 'pairingKeypressNotification':
        // We never say that we want them; those of a peer that sends them all the same do no harm.
        if (!exchange) this.#violations.add('notExpected', pdu.kind);
        return;
      case 'securityRequest':
        this.#listener.securityRequested(pdu);
        return;
      case 'pairingRequest':
        if (exchange) exchange.receive({ pdu, bytes });
        else this.#listener.pairingRequested({ pdu, bytes });
        return;
      case 'pairingResponse':
      case 'pairingConfirm':
      case 'pairingRandom':
      case 'pairingPublicKey':
      case 'pairingDhKeyCheck':
      case 'encryptionInformation':
      case 'centralIdentification':
      case 'identityInformation':
      case 'identityAddressInformation':
      case 'signingInformation':
        if (exchange) exchange.receive({ pdu, bytes });
        else this.#violations.add('notExpected', pdu.kind);
    }
  }

  #malformed(bytes: Uint8Array, error: DecodeError): void {
    const { exchange } = this.#listener;
    this.#violations.add('malformed', error.message);
    if (exchange) {
      exchange.fail(SmpError.ours(SmpReason.invalidParameters, error.message));
    } else if (bytes.length > 0 && decode(smpCode, bytes).code === pairingRequest.opcode) {
      this.#listener.refuse(SmpReason.invalidParameters, error);
    }
  }
}

// Why a pairing failed. Core Spec v5.4, Vol 3, Part H, 3.5.5.

import { BleError, hex8, type ValueOf } from '../core/index.ts';

/** The reasons by name, in the words of table 3.7. */
export const SmpReason = {
  passkeyEntryFailed: 0x01,
  oobNotAvailable: 0x02,
  authenticationRequirements: 0x03,
  confirmValueFailed: 0x04,
  pairingNotSupported: 0x05,
  encryptionKeySize: 0x06,
  commandNotSupported: 0x07,
  unspecifiedReason: 0x08,
  repeatedAttempts: 0x09,
  invalidParameters: 0x0a,
  dhKeyCheckFailed: 0x0b,
  numericComparisonFailed: 0x0c,
  brEdrPairingInProgress: 0x0d,
  generationNotAllowed: 0x0e,
  keyRejected: 0x0f,
  busy: 0x10,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(SmpReason).map(([name, reason]) => [reason, wordsOf(name)]),
);

/** A pairing that one side ended. */
export class SmpError extends BleError {
  readonly code = 'SMP';
  /** Compare with `SmpReason`; a peer may send numbers that are not in it. */
  readonly reason: number;
  /** Whether the peer ended it, and said so; else we did. */
  readonly isFromPeer: boolean;

  private constructor(message: string, reason: number, isFromPeer: boolean) {
    super(message);
    this.reason = reason;
    this.isFromPeer = isFromPeer;
  }

  /** We end it; `detail` says what was found. */
  static ours(reason: ValueOf<typeof SmpReason>, detail: string): SmpError {
    return new SmpError(`pairing refused, ${nameOf(reason)}: ${detail}`, reason, false);
  }

  /** The peer has sent Pairing Failed. */
  static fromPeer(reason: number): SmpError {
    return new SmpError(`the peer refused to pair: ${nameOf(reason)}`, reason, true);
  }
}

function nameOf(reason: number): string {
  return `${NAMES.get(reason) ?? 'reason'} (${hex8(reason)})`;
}

/** `confirmValueFailed` as words. */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

// How opening and closing of channels fails. Core Spec v5.4, Vol 3, Part A, 4.1 and 4.23.

import { BleError, hex16, type ValueOf } from '../core/index.ts';

/** What a peer answers to the request to open a channel. Table 4.19. */
export const ConnectionResult = {
  success: 0x0000,
  spsmNotSupported: 0x0002,
  noResourcesAvailable: 0x0004,
  insufficientAuthentication: 0x0005,
  insufficientAuthorization: 0x0006,
  encryptionKeySizeTooShort: 0x0007,
  insufficientEncryption: 0x0008,
  invalidSourceCid: 0x0009,
  sourceCidAlreadyAllocated: 0x000a,
  unacceptableParameters: 0x000b,
} as const;

/** One of the results. */
export type ConnectionResult = ValueOf<typeof ConnectionResult>;

const NAMES = new Map<number, string>(
  Object.entries(ConnectionResult).map(([name, result]) => [
    result,
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  ]),
);

/** A channel could not be opened, or was closed since the peer broke a rule. */
export class L2capError extends BleError {
  readonly code = 'L2CAP';
  /** The peer's answer: compare with `ConnectionResult`; `undefined` when it gave none. */
  readonly result: number | undefined;

  constructor(message: string, result?: number) {
    super(result === undefined ? message : `${message}: ${nameOf(result)}`);
    this.result = result;
  }
}

function nameOf(result: number): string {
  return `${NAMES.get(result) ?? 'reserved result'} (${hex16(result)})`;
}

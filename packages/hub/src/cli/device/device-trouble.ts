// What a device or the radio said no to, and what the user can do about it.

import { AttError, AttErrorCode } from '@bluebell/ble/att';
import { BleError, DisconnectedError, TimeoutError } from '@bluebell/ble/core';
import { ControllerLostError, HciError, HciStatus } from '@bluebell/ble/hci';
import type { LinkSecurity } from '@bluebell/ble/radio';
import { SmpError, SmpReason } from '@bluebell/ble/smp';
import { CommandError, UnreachableError } from './command-error.ts';

/** Where it happened. */
export interface Circumstances {
  /** What the user calls the device. */
  readonly device: string;
  /** Of the link, if there was one. */
  readonly security: LinkSecurity | undefined;
  /** Whether there was a link. */
  readonly isConnected: boolean;
}

type Advice = (where: Circumstances) => string;

const PAIR: Advice = ({ device, security }) =>
  security === undefined
    ? `run 'bluebell pair ${device}' first`
    : `the link is encrypted, but anybody may have stood between: run 'bluebell pair --mitm ${device}'`;

const PAIR_ANEW: Advice = ({ device }) =>
  `it has forgotten that it was paired: run 'bluebell pair ${device}' again`;

const PROPERTIES: Advice = ({ device }) => `'bluebell gatt dump ${device}' shows what it is for`;

/** By the error code of ATT. */
const ATT_ADVICE: Readonly<Record<number, Advice>> = {
  [AttErrorCode.readNotPermitted]: PROPERTIES,
  [AttErrorCode.writeNotPermitted]: PROPERTIES,
  [AttErrorCode.insufficientAuthentication]: PAIR,
  [AttErrorCode.insufficientEncryption]: PAIR,
  [AttErrorCode.insufficientAuthorization]: () => 'allow it on the device itself',
  [AttErrorCode.encryptionKeySizeTooShort]: ({ device }) =>
    `the key is too short: run 'bluebell pair ${device}' again`,
};

/** By the reason of SMP. */
const SMP_ADVICE: Readonly<Record<number, Advice>> = {
  [SmpReason.passkeyEntryFailed]: () => 'the passkey was not entered, or not in time',
  [SmpReason.confirmValueFailed]: () => 'the passkey was wrong: try again',
  [SmpReason.authenticationRequirements]: () =>
    'the two sides know no way to pair that suits both: try without --mitm, --just-works, --secure or --legacy',
  [SmpReason.pairingNotSupported]: () => 'bring it into its pairing mode, if it has one',
  [SmpReason.repeatedAttempts]: () => 'it was tried too often: wait a while',
};

/** By the status of HCI. */
const HCI_ADVICE: Readonly<Record<number, Advice>> = {
  [HciStatus.pinOrKeyMissing]: PAIR_ANEW,
  [HciStatus.authenticationFailure]: PAIR_ANEW,
};

/** The error with what can be done about it; errors of which no more is to say stay as they are. */
export function explained(error: unknown, where: Circumstances): unknown {
  if (!(error instanceof BleError)) return error;
  if ((!where.isConnected && isSilence(error)) || isNeverEstablished(error)) {
    return new UnreachableError(
      `${where.device} did not answer: is it still near, and not connected to something else?`,
      { cause: error },
    );
  }
  if (error instanceof DisconnectedError && error.cause instanceof ControllerLostError) {
    return new CommandError(
      `the radio was lost, and the link with it: ${error.cause.message}; once it is back, try again`,
      { cause: error },
    );
  }
  const advice = adviceFor(error)?.(where);
  if (advice === undefined) return error;
  return new CommandError(`${error.message}: ${advice}`, { cause: error });
}

/** The device has not answered, or not to the end. */
function isSilence(error: BleError): boolean {
  if (error instanceof TimeoutError) return true;
  return error instanceof HciError && error.status === HciStatus.connectionFailedToBeEstablished;
}

/** The link began, and the device was never heard on it: nothing was done there. Vol 1, Part F, 2.54. */
function isNeverEstablished(error: BleError): boolean {
  return (
    error instanceof DisconnectedError && error.reason === HciStatus.connectionFailedToBeEstablished
  );
}

function adviceFor(error: BleError): Advice | undefined {
  if (error instanceof AttError) return ATT_ADVICE[error.errorCode];
  if (error instanceof SmpError) return SMP_ADVICE[error.reason];
  if (error instanceof HciError) return HCI_ADVICE[error.status];
  return error instanceof DisconnectedError ? HCI_ADVICE[error.reason] : undefined;
}

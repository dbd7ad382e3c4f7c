// Waits for a phone, pairs with it, and asks who it is.

import { BleError, type Clock, TimeoutError } from '@bluebell/ble/core';
import type {
  Advertisement,
  Connection,
  LinkSecurity,
  PeerAddress,
  PeripheralRadio,
} from '@bluebell/ble/radio';
import { UnreachableError } from '../device/command-error.ts';
import { POSE_DATA, POSE_NAME, POSE_SERVICES } from './heart-rate-pose.ts';

/** Generic Access, and Device Name in it. Core Spec v5.4, Vol 3, Part C, 12.1. */
const GENERIC_ACCESS = '1800';
const DEVICE_NAME = '2a00';

/** People need time to compare numbers; SMP itself gives up after 30 s of silence. */
const PAIRING_MS = 60_000;
const NAME_MS = 5_000;

/** A phone that has paired. */
export interface PairedPhone {
  readonly identity: PeerAddress;
  /** What it calls itself, if it says. */
  readonly name: string | undefined;
  readonly security: LinkSecurity;
}

/** How to wait. */
export interface PairingWait {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told of those who came and did not pair: the next one may. */
  readonly onFailure: (error: BleError) => void;
}

/**
 * The first phone that pairs; the link with it has ended then.
 *
 * @throws {UnreachableError} none did in time.
 */
export async function pairWithPhone(
  radio: PeripheralRadio,
  { clock, timeoutMs, signal, onFailure }: PairingWait,
): Promise<PairedPhone> {
  await radio.serve(POSE_SERVICES);
  await using advertisement = await radio.advertise({ data: POSE_DATA, signal });
  const untilMs = clock.steady() + timeoutMs;
  for (;;) {
    const connection = await nextCaller(
      advertisement,
      Math.max(untilMs - clock.steady(), 1),
      signal,
    );
    try {
      return await pairWith(connection, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof BleError)) throw error;
      onFailure(error);
    } finally {
      await connection.disconnect();
    }
  }
}

async function nextCaller(
  advertisement: Advertisement,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Connection> {
  try {
    return await advertisement.connection({ timeoutMs, signal });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    const message = `no phone came: look for '${POSE_NAME}' in an app that lists heart-rate sensors`;
    throw new UnreachableError(message, { cause: error });
  }
}

async function pairWith(connection: Connection, signal: AbortSignal): Promise<PairedPhone> {
  const security = await connection.secure({ timeoutMs: PAIRING_MS, signal });
  const name = await nameOf(connection, signal);
  return { identity: connection.peerIdentity, name, security };
}

/** A phone need not tell its name, nor serve anything. */
async function nameOf(connection: Connection, signal: AbortSignal): Promise<string | undefined> {
  const options = { timeoutMs: NAME_MS, signal };
  try {
    const access = await connection.service(GENERIC_ACCESS, options);
    const name = await access.characteristic(DEVICE_NAME, options);
    return new TextDecoder().decode(await name.read(options));
  } catch (error) {
    if (!(error instanceof BleError) || !connection.isOpen) throw error;
    return undefined;
  }
}

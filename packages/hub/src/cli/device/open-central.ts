// Opens a radio that connects, with the bonds of the data folder.

import { type Log, UsageError } from '@bluebell/ble/core';
import { type CentralRadio, isCentral } from '@bluebell/ble/radio';
import type { PairingUser, SecurityPolicy } from '@bluebell/ble/smp';
import { openRadio } from '@bluebell/radios';
import type { RadioState } from '../../bonds/radio-state.ts';
import { captureTo } from '../capture-option.ts';
import type { Closing } from '../closing.ts';

/** What a radio gets from a command. */
export interface CentralOptions {
  readonly state: RadioState;
  readonly log: Log;
  /** Who takes part in pairing. */
  readonly user?: PairingUser | undefined;
  readonly security?: Partial<SecurityPolicy> | undefined;
  /** A file that what goes between host and controller is recorded to. */
  readonly capture?: string | undefined;
}

/**
 * Opens it; it is closed with the rest.
 *
 * @throws {UsageError} there is no such radio, or it only listens.
 */
export async function openCentral(
  name: string,
  { state, log, user, security, capture }: CentralOptions,
  closing: Closing,
): Promise<CentralRadio> {
  const radio = await openRadio(name, {
    ...(await state.optionsFor([name])),
    log,
    ...(user && { user }),
    ...(security && { security }),
    ...(capture !== undefined && { capture: await captureTo(capture, closing) }),
  });
  closing.defer(() => radio.close());
  if (isCentral(radio)) return radio;
  throw new UsageError(`'${name}' only listens: give a radio that connects, such as sim`);
}

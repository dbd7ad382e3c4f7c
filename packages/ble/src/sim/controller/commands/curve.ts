// The curve that pairing needs, for hosts that cannot compute it. Core Spec v5.4, Vol 4, Part E, 7.8.36, 7.8.37.

import {
  DEBUG_KEY_PAIR,
  generateKeyPair,
  isOnCurve,
  type P256KeyPair,
  type P256PublicKey,
  sharedSecret,
} from '../../../crypto/index.ts';
import * as hci from '../../../hci/index.ts';
import type { Core } from '../core.ts';
import { type Entry, status } from '../entry.ts';

const { success, commandDisallowed, invalidParameters } = hci.HciStatus;

/** About what a small controller takes. */
const CURVE_MS = 10;

/** What stands for a secret that cannot be computed. 7.7.65.9. */
const NO_SECRET = new Uint8Array(32).fill(0xff);

/** Which key LE Generate DHKey [v2] uses. */
const KeyType = { generated: 0, debug: 1 } as const;

export const curve: readonly Entry[] = [
  status(hci.leReadLocalP256PublicKey, (core) =>
    work(core, () => {
      const { linkLayer, settings, events } = core;
      const keyPair = generateKeyPair((length) => linkLayer.randomBytes(length));
      settings.keyPair = keyPair;
      events.sendLe({
        kind: 'leReadLocalP256PublicKeyComplete',
        status: success,
        keyXCoordinate: keyPair.publicKey.x.toReversed(),
        keyYCoordinate: keyPair.publicKey.y.toReversed(),
      });
    }),
  ),

  status(hci.leGenerateDhKey, (core, remote) => share(core, remote, core.settings.keyPair)),
];

/** Since 5.1. */
export const curveV2: readonly Entry[] = [
  status(hci.leGenerateDhKeyV2, (core, { keyType, ...remote }) => {
    if (keyType > KeyType.debug) return invalidParameters;
    const { keyPair } = core.settings;
    return share(core, remote, keyType === KeyType.debug ? DEBUG_KEY_PAIR : keyPair);
  }),
];

interface RemoteKey {
  readonly keyXCoordinate: Uint8Array;
  readonly keyYCoordinate: Uint8Array;
}

/** Refused before there is a key of our own. */
function share(core: Core, remote: RemoteKey, keyPair: P256KeyPair | undefined): number {
  if (!keyPair) return commandDisallowed;
  const publicKey = {
    x: remote.keyXCoordinate.toReversed(),
    y: remote.keyYCoordinate.toReversed(),
  };
  return work(core, () => core.events.sendLe(sharedBy(keyPair, publicKey)));
}

/** A point beside the curve would give the private key away: it is refused. 7.8.37. */
function sharedBy({ privateKey }: P256KeyPair, publicKey: P256PublicKey) {
  const isValid = isOnCurve(publicKey);
  return {
    kind: 'leGenerateDhKeyComplete',
    status: isValid ? success : invalidParameters,
    dhKey: isValid ? sharedSecret(privateKey, publicKey).toReversed() : NO_SECRET,
  } as const;
}

/** One thing at a time: the event comes when it is done. */
function work({ clock, settings }: Core, done: () => void): number {
  if (settings.cancelCurve) return commandDisallowed;
  settings.cancelCurve = clock.after(CURVE_MS, () => {
    settings.cancelCurve = undefined;
    done();
  });
  return success;
}

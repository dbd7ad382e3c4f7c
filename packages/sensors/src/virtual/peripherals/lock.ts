// A door lock: it tells and obeys nobody who has not paired with its passkey.

import { AttError, AttErrorCode } from '@bluebell/ble/att';
import { Reader } from '@bluebell/ble/codec';
import { BleError, type Cancel } from '@bluebell/ble/core';
import type { LocalCharacteristic } from '@bluebell/ble/radio';
import { deviceInformation } from './device-information.ts';
import type { Life, Peripheral } from './peripheral.ts';

const LOCK_SERVICE = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';

/** What stands on the sticker in its lid. */
export const LOCK_PASSKEY = '123456';

/** Assigned Numbers, 2.6.3: a door lock. */
const DOOR_LOCK = 0x0708;

/** What the bolt can be, as a byte. */
const LOCKED = 0;
const UNLOCKED = 1;

/** It does not stay open for ever. */
const RELOCK_MS = 10_000;

export const lock: Peripheral = {
  product: 'door lock',
  remarks: `Needs pairing, with the passkey ${LOCK_PASSKEY}: then its bolt reads 00 for locked and 01 for open, and obeys both.`,
  appearance: DOOR_LOCK,
  advertises: [],
  maxConnections: 2,
  user: { fixedPasskey: LOCK_PASSKEY },
  security: { mitm: 'required' },
  make(life) {
    const bolt = new Bolt(life);
    return {
      services: [
        {
          uuid: LOCK_SERVICE,
          characteristics: [
            {
              uuid: BOLT,
              properties: ['read', 'write', 'notify'],
              maxLength: 1,
              readPermission: 'authenticated',
              writePermission: 'authenticated',
              onRead: () => bolt.value,
              onWrite: (value) => bolt.turn(value),
            },
          ],
        },
        deviceInformation('Door lock'),
      ],
      live(served) {
        bolt.characteristic = served.characteristic(LOCK_SERVICE, BOLT);
      },
    };
  },
};

/** What moves in it. */
class Bolt {
  readonly #clock: Life['clock'];
  #state: number = LOCKED;
  #cancelRelock: Cancel = () => {};
  /** Tells those who have subscribed. */
  characteristic: LocalCharacteristic | undefined;

  constructor({ clock }: Life) {
    this.#clock = clock;
  }

  get value(): Uint8Array {
    return Uint8Array.of(this.#state);
  }

  /** @throws {AttError} what is written is neither locked nor unlocked. */
  turn(value: Uint8Array): void {
    const from = new Reader(value);
    const wanted = from.left === 1 ? from.u8() : undefined;
    if (wanted !== LOCKED && wanted !== UNLOCKED) {
      throw new AttError(AttErrorCode.valueNotAllowed, 0);
    }
    this.#move(wanted);
  }

  #move(to: number): void {
    this.#cancelRelock();
    this.#state = to;
    this.#cancelRelock =
      to === UNLOCKED ? this.#clock.after(RELOCK_MS, () => this.#move(LOCKED)) : () => {};
    this.characteristic?.notify(this.value).catch((error: unknown) => {
      if (!(error instanceof BleError)) throw error;
    });
  }
}

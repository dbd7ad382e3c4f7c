// A phone: its address changes, and only who has its identity key knows it again.

import { encode } from '@bluebell/ble/codec';
import { makeResolvable } from '@bluebell/ble/crypto';
import { AdType, adStructures, manufacturerData } from '@bluebell/ble/radio';
import { everySoOften, someSeconds } from './facet.ts';
import type { Sender, Surroundings } from './sender.ts';

/** As the Core Specification recommends. Core Spec v5.4, Vol 3, Part C, Appendix A, T_GAP(private_addr_int). */
const ROTATION_MS = 15 * 60_000;

const ADVERT_PAUSE_S = [2, 5] as const;
/** Some of them are lost on the air. */
const EVENTS = 3;
const INTERVAL_MS = 100;
const HABITS: PhoneHabits = { homeForS: [2400, 7200], awayForS: [600, 1800] };

/** Apple, whose phones tell others nearby what they are at; what it means is known to few. */
const COMPANY = 0x004c;
const NEARBY_INFO = [0x10, 0x05];
const NEARBY_LENGTH = 5;

/** Random bits of an address. */
const RANDOM_BITS = 2 ** 22;

/** How long it stays, and stays away: a time in between, seconds. */
export interface PhoneHabits {
  readonly homeForS: readonly [number, number];
  readonly awayForS: readonly [number, number];
}

/** A phone that is at home most of the time. */
export class VirtualPhone implements Sender {
  readonly #irk: Uint8Array;
  readonly #habits: PhoneHabits;

  /** @param irk identity key: 16 bytes, most significant first. */
  constructor(irk: Uint8Array, habits: PhoneHabits = HABITS) {
    this.#irk = irk;
    this.#habits = habits;
  }

  start({ clock, random, transmitter }: Surroundings): void {
    const newFace = () => ({
      address: makeResolvable(this.#irk, random.integer(0, RANDOM_BITS - 1)),
      data: nearby(random.bytes(NEARBY_LENGTH)),
    });
    let face = newFace();
    let isHome = true;
    const rotate = () => {
      face = newFace();
      clock.after(ROTATION_MS, rotate);
    };
    const comeOrGo = () => {
      const { homeForS, awayForS } = this.#habits;
      clock.after(someSeconds(random, isHome ? homeForS : awayForS), () => {
        isHome = !isHome;
        comeOrGo();
      });
    };
    const advertise = () => {
      if (!isHome) return;
      const events = { events: EVENTS, intervalMs: INTERVAL_MS };
      transmitter.transmit({ ...face, addressType: 'random', ...events });
    };
    clock.after(ROTATION_MS, rotate);
    comeOrGo();
    clock.after(someSeconds(random, [0, 1]), advertise);
    everySoOften({ clock, random }, ADVERT_PAUSE_S, advertise);
  }
}

function nearby(status: Uint8Array): Uint8Array {
  return encode(adStructures, [
    { type: AdType.flags, data: Uint8Array.of(0x1a) },
    manufacturerData(COMPANY, Uint8Array.of(...NEARBY_INFO, ...status)),
  ]);
}

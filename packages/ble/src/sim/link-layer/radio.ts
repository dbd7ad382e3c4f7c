// The one radio of a controller: it sends or receives, on one channel, for one user at a time.

import {
  ADVERTISING_ACCESS_ADDRESS,
  ADVERTISING_CRC_INIT,
  type Coding,
  type Phy,
  phyOf,
  T_IFS_US,
} from '../../ll/index.ts';
import type {
  Air,
  AirPdu,
  AirTimer,
  Ear,
  Place,
  Random,
  Station,
  Transmission,
} from '../air/index.ts';

/** Something that needs the radio for a while: an advertising event, a connection event, an exchange. */
export interface RadioUser {
  /** A user that is more urgent takes the radio away from one that is less so. */
  readonly urgency: number;
  /** Whether nobody waits for what it does, see `Timeline`. */
  readonly isRelaxed: boolean;
  /** The moment has come that it set by `wakeAt`. */
  onTurn(atUs: number): void;
  /** Its packet is out. */
  onSent(endUs: number): void;
  /** It heard a packet, with a right CRC or not. */
  onHeard(transmission: Transmission, rssiDbm: number, isIntact: boolean): void;
  /** No packet began until the time it set by `listen`. */
  onSilence(atUs: number): void;
  /** The radio was taken away. */
  onPreempted(): void;
}

/** Listens whenever nobody else needs the radio: scanning and initiating. */
export interface BackgroundEar {
  hears(transmission: Transmission): boolean;
  onPacket(transmission: Transmission, rssiDbm: number, isIntact: boolean): void;
}

/** How far the clocks may be apart within T_IFS, plus the time to notice, in microseconds. 4.2.1 */
const ACTIVE_JITTER_US = 4;

/** What a link or an advertising channel is told apart by on the air. */
export interface Carrier {
  readonly accessAddress: number;
  readonly crcInit: number;
}

/** The carrier of all advertising. */
export const ADVERTISING: Carrier = {
  accessAddress: ADVERTISING_ACCESS_ADDRESS,
  crcInit: ADVERTISING_CRC_INIT,
};

/** The radio, and who has it. */
export class Radio implements Ear {
  readonly air: Air;
  readonly random: Random;
  /** dBm, where nobody asked for another power. */
  readonly txPowerDbm: number;
  readonly #station: Station;
  readonly #timer: AirTimer;
  #user: RadioUser | undefined;
  #background: BackgroundEar | undefined;
  /** What the user listens for; a channel of -1 while it does not. */
  #channel = -1;
  #phy: Phy = 1;
  #accessAddress = 0;
  #isTurn = false;
  #isClosed = false;

  constructor(air: Air, options: { name: string; place: Place; txPowerDbm: number }) {
    const { station, random } = air.join({ ...options, ear: this });
    this.air = air;
    this.random = random;
    this.txPowerDbm = options.txPowerDbm;
    this.#station = station;
    this.#timer = air.timeline.timer((atUs) => this.#onTime(atUs));
  }

  get place(): Place {
    return this.#station.place;
  }

  set place(place: Place) {
    this.air.move(this.#station, place);
  }

  get nowUs(): number {
    return this.air.timeline.nowUs;
  }

  /**
   * Takes the radio, away from a less urgent user if need be. Whoever takes it gives it back by
   * `release`.
   *
   * @returns false when a user that is as urgent has it, or it is off the air.
   */
  take(user: RadioUser): boolean {
    if (this.#isClosed) return false;
    const holder = this.#user;
    if (holder !== undefined) {
      if (holder.urgency >= user.urgency) return false;
      this.release(holder);
    }
    this.#user = user;
    this.air.ignore(this.#station);
    holder?.onPreempted();
    return true;
  }

  /** Gives the radio back, in the middle of a packet if need be. */
  release(user: RadioUser): void {
    if (this.#user !== user) return;
    this.#user = undefined;
    this.#channel = -1;
    this.#timer.clear();
    this.air.cut(this.#station);
    this.air.ignore(this.#station);
    if (!this.#background) this.air.deafen(this.#station);
  }

  /** Who listens when nobody else needs the radio. */
  set background(ear: BackgroundEar | undefined) {
    if (this.#isClosed) return;
    this.#background = ear;
    if (ear) this.air.listen(this.#station);
    else if (this.#channel < 0) this.air.deafen(this.#station);
  }

  get hasBackground(): boolean {
    return this.#background !== undefined;
  }

  /** Calls `onTurn` of the user at a time, such as T_IFS after a packet. */
  wakeAt(user: RadioUser, atUs: number): void {
    this.#isTurn = true;
    this.air.timeline.set(this.#timer, atUs, user.isRelaxed);
  }

  send(
    user: RadioUser,
    channel: number,
    coding: Coding,
    { accessAddress, crcInit }: Carrier,
    pdu: AirPdu,
    powerDbm = this.txPowerDbm,
  ): void {
    this.#channel = -1;
    const packet = { channel, coding, accessAddress, crcInit, pdu, powerDbm };
    this.air.send(this.#station, packet, user.isRelaxed);
  }

  /** Listens for a packet that begins until a time. */
  listen(user: RadioUser, channel: number, phy: Phy, accessAddress: number, untilUs: number): void {
    this.#channel = channel;
    this.#phy = phy;
    this.#accessAddress = accessAddress;
    this.#isTurn = false;
    this.air.listen(this.#station);
    this.air.timeline.set(this.#timer, untilUs, user.isRelaxed);
  }

  /** Listens for the answer to a packet that ended at a time. */
  listenForAnswer(
    user: RadioUser,
    channel: number,
    phy: Phy,
    accessAddress: number,
    endUs: number,
  ): void {
    this.listen(user, channel, phy, accessAddress, endUs + T_IFS_US + ACTIVE_JITTER_US);
  }

  /** Off the air for good. */
  close(): void {
    this.background = undefined;
    this.#isClosed = true;
    if (this.#user) this.release(this.#user);
    this.#timer.clear();
    this.air.leave(this.#station);
  }

  hears(transmission: Transmission): boolean {
    if (this.#user === undefined) return this.#background?.hears(transmission) ?? false;
    return (
      transmission.channel === this.#channel &&
      transmission.accessAddress === this.#accessAddress &&
      phyOf(transmission.coding) === this.#phy
    );
  }

  onPacket(transmission: Transmission, rssiDbm: number, isIntact: boolean): void {
    const user = this.#user;
    if (user === undefined) {
      this.#background?.onPacket(transmission, rssiDbm, isIntact);
      return;
    }
    this.#stopListening();
    user.onHeard(transmission, rssiDbm, isIntact);
  }

  onSent(endUs: number): void {
    this.#user?.onSent(endUs);
  }

  #onTime(atUs: number): void {
    const user = this.#user;
    if (user === undefined) return;
    if (this.#isTurn) {
      user.onTurn(atUs);
      return;
    }
    // A packet that has begun is heard to its end.
    if (this.#station.receives !== undefined) return;
    this.#stopListening();
    user.onSilence(atUs);
  }

  #stopListening(): void {
    this.#channel = -1;
    this.#timer.clear();
    if (!this.#background) this.air.deafen(this.#station);
  }
}

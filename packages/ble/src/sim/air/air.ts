// The medium: what stations send, and who hears it.

import type { Clock } from '../../core/index.ts';
import { airtimeUs, phyOf } from '../../ll/index.ts';
import {
  DEFAULT_PROPAGATION,
  type Place,
  type Propagation,
  pathLossDb,
  SENSITIVITY_DBM,
} from './propagation.ts';
import { Random } from './random.ts';
import {
  type OnAir,
  type OutgoingPacket,
  Station,
  type StationOptions,
  type Transmission,
} from './station.ts';
import { Tap, type TapOptions } from './tap.ts';
import { Timeline } from './timeline.ts';

/** How the air behaves. */
export interface AirOptions {
  readonly clock: Clock;
  /** The same seed gives the same run, byte for byte. Default: 1. */
  readonly seed?: number;
  /** What differs from `DEFAULT_PROPAGATION`. */
  readonly propagation?: Partial<Propagation>;
  /**
   * How late by the clock adverts may reach the hosts that scan, so that one wake-up serves many;
   * times on the air are exact all the same, and links never wait. Default: 5 ms.
   */
  readonly slackUs?: number;
}

/** Streams of chance: one for the noise, others for each pair and each station. */
const NOISE_STREAM = 0;
const PAIR_STREAMS = 1_000_000;

/** The medium that all stations share. */
export class Air {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly #seed: number;
  readonly #noise: Random;
  #propagation: Propagation;
  #joined = 0;
  readonly #stations = new Set<Station>();
  readonly #listeners: Station[] = [];
  /** What is on the air right now. */
  readonly #underWay: OnAir[] = [];
  readonly #taps: Tap[] = [];
  readonly #onSendingOver = (station: Station) => this.#finish(station);

  constructor({ clock, seed = 1, propagation = {}, slackUs }: AirOptions) {
    this.clock = clock;
    this.timeline = new Timeline(clock, slackUs);
    this.#seed = seed;
    this.#noise = new Random(seed, NOISE_STREAM);
    this.#propagation = { ...DEFAULT_PROPAGATION, ...propagation };
  }

  /** How packets travel; may change at any time. */
  get propagation(): Propagation {
    return this.#propagation;
  }

  set propagation(propagation: Propagation) {
    this.#propagation = propagation;
    this.#forgetLosses();
  }

  /** Adds a station. Stations that join in the same order meet the same chance. */
  join(options: StationOptions): { readonly station: Station; readonly random: Random } {
    const index = this.#joined++;
    const station = new Station(options, index, this.#onSendingOver);
    this.#stations.add(station);
    return { station, random: new Random(this.#seed, index + 1) };
  }

  /** Takes a station off the air, in the middle of whatever it does. */
  leave(station: Station): void {
    this.cut(station);
    this.deafen(station);
    this.#stations.delete(station);
    for (const { lossesDb } of this.#stations) lossesDb.delete(station);
  }

  /** Moves a station; its next packet starts from there. */
  move(station: Station, place: Place): void {
    station.place = place;
    this.#forgetLosses();
  }

  /** From now on the station is asked whether it hears what begins. */
  listen(station: Station): void {
    if (station.listenerPlace >= 0) return;
    station.listenerPlace = this.#listeners.length;
    this.#listeners.push(station);
  }

  /** The station no longer listens, and loses what it was receiving. */
  deafen(station: Station): void {
    station.receives = undefined;
    const { listenerPlace } = station;
    if (listenerPlace < 0) return;
    station.listenerPlace = -1;
    const last = this.#listeners.pop();
    if (last === undefined || last === station) return;
    this.#listeners[listenerPlace] = last;
    last.listenerPlace = listenerPlace;
  }

  /** The station loses what it was receiving, and listens on. */
  ignore(station: Station): void {
    station.receives = undefined;
  }

  /**
   * Sends a packet from now on. A station that was receiving loses what it received.
   *
   * @param isRelaxed nobody waits for its end, see `Timeline`.
   */
  send(station: Station, packet: OutgoingPacket, isRelaxed: boolean): void {
    const sending = station.sending;
    const { nowUs } = this.timeline;
    sending.channel = packet.channel;
    sending.coding = packet.coding;
    sending.accessAddress = packet.accessAddress;
    sending.crcInit = packet.crcInit;
    sending.pdu = packet.pdu;
    sending.powerDbm = packet.powerDbm;
    sending.startUs = nowUs;
    sending.endUs = nowUs + airtimeUs(packet.coding, packet.pdu.bytes.length);
    sending.isCut = false;
    station.receives = undefined;
    // Set at once: whoever sends does not hear, not even itself.
    this.timeline.set(station.sendingOver, sending.endUs, isRelaxed);
    for (let i = 0; i < this.#taps.length; i++) {
      sending.disturbancesDbm[i] = Number.NEGATIVE_INFINITY;
    }
    for (const listener of this.#listeners) {
      if (listener.receives !== undefined || listener.sendingOver.isSet) continue;
      if (listener.ear.hears(sending)) this.#beginReception(listener, sending);
    }
    for (const other of this.#underWay) {
      if (other.channel === sending.channel) this.#collide(other, sending);
    }
    this.#underWay.push(sending);
  }

  /** Stops in the middle of what a station sends: what arrives is broken. */
  cut(station: Station): void {
    if (!station.sendingOver.isSet) return;
    station.sendingOver.clear();
    station.sending.endUs = this.timeline.nowUs;
    station.sending.isCut = true;
    this.#end(station.sending);
  }

  /**
   * Hears every packet on every channel, as a sniffer would that stands somewhere.
   *
   * @returns a way to end that.
   */
  tap(options: TapOptions): () => void {
    const tap = new Tap(options, this);
    this.#taps.push(tap);
    return () => {
      const at = this.#taps.indexOf(tap);
      if (at >= 0) this.#taps.splice(at, 1);
    };
  }

  #beginReception(listener: Station, transmission: OnAir): void {
    const levelDbm =
      transmission.powerDbm -
      this.#lossDb(transmission.sender, listener) +
      this.#noise.normal() * this.#propagation.fadingDb;
    if (levelDbm < SENSITIVITY_DBM[phyOf(transmission.coding)]) return;
    listener.receives = transmission;
    listener.levelDbm = levelDbm;
    listener.disturbanceDbm = Number.NEGATIVE_INFINITY;
    transmission.receivers.push(listener);
  }

  /** Two packets share a channel for a while: each disturbs those that receive the other. */
  #collide(earlier: OnAir, later: OnAir): void {
    this.#disturb(earlier, later);
    this.#disturb(later, earlier);
    for (const [i, tap] of this.#taps.entries()) {
      const [a, b] = [tap.levelDbm(earlier), tap.levelDbm(later)];
      earlier.disturbancesDbm[i] = Math.max(
        earlier.disturbancesDbm[i] ?? Number.NEGATIVE_INFINITY,
        b,
      );
      later.disturbancesDbm[i] = Math.max(later.disturbancesDbm[i] ?? Number.NEGATIVE_INFINITY, a);
    }
  }

  #disturb(received: OnAir, other: OnAir): void {
    for (const receiver of received.receivers) {
      if (receiver.receives !== received || receiver === other.sender) continue;
      const levelDbm = other.powerDbm - this.#lossDb(other.sender, receiver);
      if (levelDbm > receiver.disturbanceDbm) receiver.disturbanceDbm = levelDbm;
    }
  }

  #finish(station: Station): void {
    this.#end(station.sending);
    station.ear.onSent(station.sending.endUs);
  }

  #end(transmission: OnAir): void {
    const place = this.#underWay.indexOf(transmission);
    if (place >= 0) this.#underWay.splice(place, 1);
    const { receivers } = transmission;
    for (let i = 0; i < receivers.length; i++) {
      // The cast holds since `i` stays inside.
      this.#deliver(transmission, receivers[i] as Station);
    }
    receivers.length = 0;
    for (let i = 0; i < this.#taps.length; i++) {
      // The cast holds likewise.
      (this.#taps[i] as Tap).hear(transmission, transmission.disturbancesDbm[i]);
    }
  }

  #deliver(transmission: Transmission & { readonly isCut: boolean }, receiver: Station): void {
    // It may have been taken away by what was more urgent.
    if (receiver.receives !== transmission) return;
    receiver.receives = undefined;
    const { captureDb, loss } = this.#propagation;
    const isIntact =
      !transmission.isCut &&
      receiver.levelDbm - receiver.disturbanceDbm >= captureDb &&
      (loss === 0 || this.#noise.fraction() >= loss);
    receiver.ear.onPacket(transmission, Math.round(receiver.levelDbm), isIntact);
  }

  /** What is lost between two stations: distance, and what stands between just these two. */
  #lossDb(from: Station, to: Station): number {
    const known = to.lossesDb.get(from);
    if (known !== undefined) return known;
    const low = Math.min(from.index, to.index);
    const high = Math.max(from.index, to.index);
    const pair = new Random(this.#seed, PAIR_STREAMS + low * PAIR_STREAMS + high);
    const shadowDb = pair.normal() * this.#propagation.shadowingDb;
    const lossDb = pathLossDb(this.#propagation, from.place, to.place) + shadowDb;
    to.lossesDb.set(from, lossDb);
    return lossDb;
  }

  #forgetLosses(): void {
    for (const { lossesDb } of this.#stations) lossesDb.clear();
  }
}

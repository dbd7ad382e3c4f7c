// One antenna on the air, and what it sends and receives at the moment.

import { Coding } from '../../ll/index.ts';
import { AirPdu } from './air-pdu.ts';
import type { Place } from './propagation.ts';
import { AirTimer } from './timer-heap.ts';

/** What is sent: a PDU, and how. */
export interface OutgoingPacket {
  readonly channel: number;
  readonly coding: Coding;
  readonly accessAddress: number;
  readonly crcInit: number;
  readonly pdu: AirPdu;
  readonly powerDbm: number;
}

/** A packet under way. A station has one, and uses it again for its next packet: never keep it. */
export interface Transmission extends OutgoingPacket {
  readonly sender: Station;
  readonly startUs: number;
  readonly endUs: number;
}

/** What a station does with what happens on the air. */
export interface Ear {
  /** Whether it is tuned to this packet, whose first bit arrives now. */
  hears(transmission: Transmission): boolean;
  /** A packet it was tuned to is over. `isIntact` is what the CRC says. */
  onPacket(transmission: Transmission, rssiDbm: number, isIntact: boolean): void;
  /** The packet it sent is over. */
  onSent(endUs: number): void;
}

/** How a station joins the air. */
export interface StationOptions {
  /** Names it in captures. */
  readonly name: string;
  readonly place: Place;
  readonly ear: Ear;
}

/** The air's own account of a packet under way. */
export class OnAir implements Transmission {
  readonly sender: Station;
  channel = 0;
  coding: Coding = Coding.le1M;
  accessAddress = 0;
  crcInit = 0;
  pdu = NO_PDU;
  powerDbm = 0;
  startUs = 0;
  endUs = 0;
  /** Whether its sender stopped in the middle. */
  isCut = false;
  /** Who receives it. */
  readonly receivers: Station[] = [];
  /** For each tap, how strong the strongest other packet is at the same time, dBm. */
  readonly disturbancesDbm: number[] = [];

  constructor(sender: Station) {
    this.sender = sender;
  }
}

const NO_PDU = new AirPdu(new Uint8Array(0));

/** A place on the air from which to send and receive. Made by `Air.join`, and worked by it alone. */
export class Station {
  readonly name: string;
  readonly ear: Ear;
  readonly index: number;
  place: Place;

  readonly sending: OnAir = new OnAir(this);
  readonly sendingOver: AirTimer;

  /** What it receives, how strong that is, and the strongest of what disturbs it, dBm. */
  receives: OnAir | undefined;
  levelDbm = 0;
  disturbanceDbm = Number.NEGATIVE_INFINITY;
  /** Its place among those that listen; -1 while it does not. */
  listenerPlace = -1;
  /** What is lost on the way from each other station; forgotten when one moves. */
  readonly lossesDb = new Map<Station, number>();

  constructor(
    { name, place, ear }: StationOptions,
    index: number,
    onSendingOver: (station: Station) => void,
  ) {
    this.name = name;
    this.place = place;
    this.ear = ear;
    this.index = index;
    this.sendingOver = new AirTimer(() => onSendingOver(this));
  }
}

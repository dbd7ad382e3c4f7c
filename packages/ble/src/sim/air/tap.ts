// A sniffer: hears all channels at the same time, for captures.

import { crc24 } from '../../codec/index.ts';
import type { Coding } from '../../ll/index.ts';
import { type Place, type Propagation, pathLossDb } from './propagation.ts';
import type { OnAir } from './station.ts';
import type { Timeline } from './timeline.ts';

/** A packet as a capture holds it. */
export interface TappedPacket {
  /** When its first bit was sent: microseconds since the air began. */
  readonly startUs: number;
  /** The same by the clock of the air, milliseconds since 1970. */
  readonly startMs: number;
  /** Who sent it. */
  readonly sender: string;
  /** Channel index, 0 to 39. */
  readonly channel: number;
  readonly coding: Coding;
  readonly accessAddress: number;
  readonly pdu: Uint8Array;
  /** The PDU before encryption, without its integrity check; `undefined` where it went in the clear. */
  readonly plainPdu: Uint8Array | undefined;
  /** As it arrived: a wrong one where the packet is broken. */
  readonly crc: number;
  readonly rssiDbm: number;
  readonly isIntact: boolean;
}

/** What a tap does, and where it stands. */
export interface TapOptions {
  /** In metres. Default: the origin. */
  readonly place?: Place;
  /** Called at the end of each packet; those that overlap come in the order of their ends. */
  readonly onPacket: (packet: TappedPacket) => void;
}

/** What a tap needs to know of the air. */
interface Surroundings {
  readonly propagation: Propagation;
  readonly timeline: Timeline;
}

/** The CRC of a broken packet differs in this. */
const BROKEN = 0x5a5a5a;

/** One observer. It sends nothing, takes no chance away from others, and hears what is far away, too. */
export class Tap {
  readonly #place: Place;
  readonly #onPacket: (packet: TappedPacket) => void;
  readonly #air: Surroundings;

  constructor({ place = { x: 0, y: 0 }, onPacket }: TapOptions, air: Surroundings) {
    this.#place = place;
    this.#onPacket = onPacket;
    this.#air = air;
  }

  /** How strong a packet arrives, without shadows and noise. */
  levelDbm({ powerDbm, sender }: OnAir): number {
    return powerDbm - pathLossDb(this.#air.propagation, sender.place, this.#place);
  }

  /** @param disturbanceDbm the strongest other packet at the same time. */
  hear(transmission: OnAir, disturbanceDbm = Number.NEGATIVE_INFINITY): void {
    const { startUs, channel, coding, accessAddress, crcInit, pdu, sender, isCut } = transmission;
    const levelDbm = this.levelDbm(transmission);
    const isIntact = !isCut && levelDbm - disturbanceDbm >= this.#air.propagation.captureDb;
    const crc = crc24(pdu.bytes, crcInit);
    this.#onPacket({
      startUs,
      startMs: this.#air.timeline.msOf(startUs),
      sender: sender.name,
      channel,
      coding,
      accessAddress,
      pdu: pdu.bytes,
      plainPdu: pdu.unsealed?.(),
      crc: isIntact ? crc : crc ^ BROKEN,
      rssiDbm: Math.round(levelDbm),
      isIntact,
    });
  }
}

// Packets that no honest link layer sends, as many as one likes: for tests and fuzzing.

import { encode } from '../../codec/index.ts';
import { fromHex, toHex } from '../../core/index.ts';
import { advertisingPdu, Coding, type ControlPdu, controlPdu, T_IFS_US } from '../../ll/index.ts';
import {
  type Air,
  AirPdu,
  type AirTimer,
  type Ear,
  Random,
  type Station,
  type TappedPacket,
} from '../air/index.ts';
import { AcceptList } from './accept-list.ts';
import { type ConnectRequest, TRANSMIT_WINDOW_DELAY_US } from './connect-request.ts';
import { DEFAULT_FEATURES } from './default-features.ts';
import type { Link } from './link.ts';
import {
  ALWAYS,
  advertise,
  type Device,
  Notes,
  Stage,
  searchFor,
  WITHOUT_END,
} from './link-layers.contract.ts';
import { Links } from './links.ts';
import { OwnAddresses } from './own-addresses.ts';
import { ADVERTISING, Radio } from './radio.ts';
import { ResolvingList } from './resolving-list.ts';

/** Begins of PDUs that mean something. */
const HEADERS = Array.from({ length: 16 }, (_, type) => type);

/** The address of the second device of a stage, which advertises. */
const ADVERTISER = 0xa4c138000002;

const DEAF: Ear = { hears: () => false, onPacket: () => {}, onSent: () => {} };

/** How much noise, and which. */
export interface Flood {
  readonly packets: number;
  /** Printed when something throws, so that the run can be had again. */
  readonly seed: number;
}

/**
 * Floods devices that advertise, scan, initiate and hold links.
 *
 * @returns whether the devices still work afterwards.
 */
export async function withstandsTheAir({ packets, seed }: Flood): Promise<boolean> {
  try {
    return await flood(seed, packets);
  } catch (error) {
    throw new Error(`with seed ${seed}`, { cause: error });
  }
}

async function flood(seed: number, packets: number): Promise<boolean> {
  const random = new Random(seed);
  const stage = new Stage({ seed });
  const devices = await busyDevices(stage);
  const links = new LinkPair(stage);
  const interloper = new Interloper(stage, random);
  for (let i = 0; i < packets; i += interloper.takeCount()) {
    await stage.advance(0.1 + random.below(20) / 10);
    interloper.shout();
    links.say(random.below(2) === 0, likely(random));
    links.say(random.below(2) === 0, random.bytes(1 + random.below(30)));
  }
  interloper.leave();
  return stillWorks(stage, devices);
}

/** A strong sender next to all others, that speaks at any time and answers for them. */
class Interloper {
  readonly #air: Air;
  readonly #random: Random;
  readonly #station: Station;
  readonly #answerTimer: AirTimer;
  readonly #endTap: () => void;
  #heard: TappedPacket | undefined;
  #count = 0;

  constructor({ air }: Stage, random: Random) {
    this.#air = air;
    this.#random = random;
    this.#station = air.join({ name: 'interloper', place: { x: 2, y: 1 }, ear: DEAF }).station;
    this.#answerTimer = air.timeline.timer(() => this.#answer());
    this.#endTap = air.tap({ onPacket: (packet) => this.#onPacket(packet) });
  }

  /** How many packets it sent since it was asked last; never 0. */
  takeCount(): number {
    const count = Math.max(1, this.#count);
    this.#count = 0;
    return count;
  }

  leave(): void {
    this.#endTap();
    this.#answerTimer.clear();
    this.#air.leave(this.#station);
  }

  /** Something on any channel. */
  shout(): void {
    const channel = this.#random.below(40);
    this.#send({ ...ADVERTISING, channel, coding: Coding.le1M }, madeUp(this.#random));
  }

  /** Answers every other packet just when its sender listens. */
  #onPacket(packet: TappedPacket): void {
    if (packet.sender === 'interloper' || this.#random.below(2) > 0) return;
    this.#heard = packet;
    const { timeline } = this.#air;
    timeline.set(this.#answerTimer, timeline.nowUs + T_IFS_US);
  }

  #answer(): void {
    if (!this.#heard) return;
    const isRequest = this.#random.below(2) === 0;
    this.#send(this.#heard, isRequest ? wildRequest(this.#random) : madeUp(this.#random));
  }

  #send(
    { channel, coding, accessAddress }: Pick<TappedPacket, 'channel' | 'coding' | 'accessAddress'>,
    bytes: Uint8Array,
  ): void {
    this.#count++;
    const packet = { channel, coding, accessAddress, crcInit: 0, pdu: new AirPdu(bytes) };
    this.#air.cut(this.#station);
    this.#air.send(this.#station, { ...packet, powerDbm: 20 }, false);
  }
}

/** Two ends of a link, either of which says what it is told to; made anew whenever it broke. */
class LinkPair {
  readonly #stage: Stage;
  readonly #ends: readonly [Links, Links];
  #links: readonly (Link | undefined)[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#ends = [linksOn(stage, 'central'), linksOn(stage, 'peripheral')];
  }

  say(asCentral: boolean, control: Uint8Array): void {
    if (this.#links.length === 0 || this.#links.some((link) => !link || link.isOver)) this.#open();
    this.#links[asCentral ? 0 : 1]?.queue.pushControl(control);
  }

  #open(): void {
    const [central, peripheral] = this.#ends;
    for (const end of this.#ends) end.reset();
    const endUs = this.#stage.air.timeline.nowUs;
    const wishes = {
      connectionIntervalMin: 6,
      connectionIntervalMax: 6,
      maxLatency: 0,
      supervisionTimeout: 400,
      minCeLength: 0,
      maxCeLength: 0,
    };
    const request: ConnectRequest = {
      llData: central.propose(wishes, endUs),
      hasAlgorithm2: true,
      phy: 1,
      endUs,
      transmitWindowDelayUs: TRANSMIT_WINDOW_DELAY_US.legacy,
      peer: 1,
      own: 2,
    };
    this.#links = [
      central.of(central.open(request, true) ?? -1),
      peripheral.of(peripheral.open(request, false) ?? -1),
    ];
  }
}

/** The links of a controller that does nothing else. */
function linksOn({ air }: Stage, name: string): Links {
  const radio = new Radio(air, { name, place: { x: 1, y: 1 }, txPowerDbm: 0 });
  const resolvingList = new ResolvingList(1, radio.random);
  return new Links(
    {
      radio,
      events: new Notes(),
      features: DEFAULT_FEATURES,
      acceptList: new AcceptList(1),
      resolvingList,
      own: new OwnAddresses(1, resolvingList, air.timeline),
      nextLinkUs: () => Number.POSITIVE_INFINITY,
    },
    1,
  );
}

type Devices = Readonly<Record<'central' | 'peripheral', Device>>;

/** One of every kind of activity. */
async function busyDevices(stage: Stage): Promise<Devices> {
  const { central, peripheral } = await stage.link({ timeout: 3200 });
  const fast = { primaryAdvertisingIntervalMin: 32, primaryAdvertisingIntervalMax: 32 };
  peripheral.notes.onAdvertisingEnded = () => {
    peripheral.ll.enableAdvertising(1, { duration: 0, maxExtendedAdvertisingEvents: 0 });
  };
  advertise(peripheral.ll, 1, { legacy: true, connectable: true, scannable: true }, fast);
  advertise(peripheral.ll, 2, { connectable: true });
  advertise(peripheral.ll, 3, { scannable: true });
  const scan = { ...ALWAYS, scanType: 1 };
  central.ll.startScanning(
    { ownAddressType: 0, scanningFilterPolicy: 2, phys: { le1M: scan, leCoded: scan } },
    WITHOUT_END,
  );
  central.ll.connect({ ...searchFor(peripheral.ll), peerAddress: 0x123456789abc });
  return { central, peripheral };
}

/** A request for a link with a device that is there, and wild parameters. */
function wildRequest(random: Random): Uint8Array {
  return encode(advertisingPdu, {
    kind: 'connectInd',
    chSel: random.below(2) === 0,
    txAdd: false,
    rxAdd: false,
    initA: random.below(2 ** 48),
    advA: ADVERTISER,
    llData: {
      aa: random.word(),
      crcInit: random.below(2 ** 24),
      winSize: mostly(random, 5, 256),
      winOffset: mostly(random, 6, 2 ** 16),
      interval: 6 + mostly(random, 50, 2 ** 16 - 6),
      latency: mostly(random, 3, 2 ** 16),
      timeout: 60 + mostly(random, 400, 2 ** 16 - 60),
      chM: random.below(2 ** 40),
      hopAndSca: { hop: 5 + mostly(random, 12, 27), sca: random.below(8) },
    },
  });
}

/** A number in a narrow range; now and then in the whole one. */
function mostly(random: Random, narrow: number, whole: number): number {
  return random.below(random.below(8) > 0 ? narrow : whole);
}

/** Bytes that begin like a PDU: mostly of the right length, sometimes all wrong. */
function madeUp(random: Random): Uint8Array {
  const length = random.below(random.below(4) === 0 ? 250 : 40);
  const type = (HEADERS[random.below(HEADERS.length)] ?? 0) + 16 * random.below(16);
  const claimed = random.below(10) === 0 ? random.below(256) : length;
  return Uint8Array.of(type, claimed, ...random.bytes(length));
}

/** Control PDUs that are well formed, at the wrong time and with wild values. */
function likely(random: Random): Uint8Array {
  const u16 = () => random.below(2 ** 16);
  const instant = random.below(400);
  const some: readonly ControlPdu[] = [
    { kind: 'channelMapInd', chM: random.below(2 ** 37), instant },
    { kind: 'phyUpdateInd', phyCToP: random.below(8), phyPToC: random.below(8), instant },
    {
      kind: 'lengthRsp',
      maxRxOctets: u16(),
      maxRxTime: u16(),
      maxTxOctets: u16(),
      maxTxTime: u16(),
    },
    {
      kind: 'lengthReq',
      maxRxOctets: u16(),
      maxRxTime: u16(),
      maxTxOctets: u16(),
      maxTxTime: u16(),
    },
    { kind: 'startEncReq' },
    { kind: 'startEncRsp' },
    { kind: 'pauseEncReq' },
    { kind: 'pauseEncRsp' },
    { kind: 'encRsp', skdP: random.bytes(8), ivP: random.bytes(4) },
    { kind: 'phyReq', txPhys: random.below(8), rxPhys: random.below(8) },
    { kind: 'rejectExtInd', rejectOpcode: random.below(32), errorCode: random.below(64) },
    { kind: 'unknownRsp', unknownType: random.below(32) },
    { kind: 'featureRsp', featureSet: new Set([random.below(64)]) },
  ];
  // The cast holds since the index stays below the number of them.
  return encode(controlPdu, some[random.below(some.length)] as ControlPdu);
}

/** The devices that were flooded find each other as ever, once they are left alone. */
async function stillWorks(stage: Stage, { central, peripheral }: Devices): Promise<boolean> {
  for (const { ll } of [central, peripheral]) ll.reset();
  const { atCentral } = await stage.connect(central, peripheral);
  central.ll.send(atCentral, true, fromHex('01'));
  await stage.advance(100);
  return toHex(peripheral.notes.data.at(-1) ?? fromHex('')) === '01';
}

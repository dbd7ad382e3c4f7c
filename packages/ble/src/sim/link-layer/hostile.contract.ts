// Packets that no honest link layer sends, as many as one likes: for tests and fuzzing.

import { encode } from '../../codec/index.ts';
import { fromHex } from '../../core/index.ts';
import { Coding, type ControlPdu, controlPdu } from '../../ll/index.ts';
import { AirPdu, type Ear, Random } from '../air/index.ts';
import { AcceptList } from './accept-list.ts';
import { type ConnectRequest, TRANSMIT_WINDOW_DELAY_US } from './connect-request.ts';
import { DEFAULT_FEATURES } from './default-features.ts';
import type { Link } from './link.ts';
import { ALWAYS, advertise, Notes, Stage, searchFor, WITHOUT_END } from './link-layers.contract.ts';
import { Links } from './links.ts';
import { OwnAddresses } from './own-addresses.ts';
import { ADVERTISING, Radio } from './radio.ts';
import { ResolvingList } from './resolving-list.ts';

/** Begins of PDUs that mean something. */
const HEADERS = Array.from({ length: 16 }, (_, type) => type);

const DEAF: Ear = { hears: () => false, onPacket: () => {}, onSent: () => {} };

/**
 * Floods devices that advertise, scan, initiate and hold links.
 *
 * @param seed printed when something throws, so that the run can be had again.
 * @returns whether the devices still work afterwards.
 */
export async function withstandsTheAir(seed: number, packets: number): Promise<boolean> {
  try {
    return await flood(seed, packets);
  } catch (error) {
    throw new Error(`with seed ${seed}`, { cause: error });
  }
}

async function flood(seed: number, packets: number): Promise<boolean> {
  const random = new Random(seed);
  const stage = new Stage({ seed });
  await busyDevices(stage);
  const links = new LinkPair(stage);
  const { station } = stage.air.join({ name: 'flood', place: { x: 2, y: 1 }, ear: DEAF });
  for (let i = 0; i < packets; i++) {
    const channel = i % 3 === 0 ? random.below(37) : 37 + random.below(3);
    const coding = random.below(8) === 0 ? Coding.leCodedS8 : Coding.le1M;
    const pdu = new AirPdu(madeUp(random));
    stage.air.cut(station);
    stage.air.send(station, { ...ADVERTISING, channel, coding, pdu, powerDbm: 10 }, false);
    await stage.advance(0.1 + random.below(20) / 10);
    if (i % 5 === 0) {
      links.say(random.below(2) === 0, likely(random));
      links.say(random.below(2) === 0, random.bytes(1 + random.below(30)));
    }
  }
  return stillWorks(stage);
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

/** One of every kind of activity. */
async function busyDevices(stage: Stage): Promise<void> {
  const { central, peripheral } = await stage.link({ timeout: 3200 });
  advertise(peripheral.ll, 1, { legacy: true, connectable: true, scannable: true });
  advertise(peripheral.ll, 2, { connectable: true });
  advertise(peripheral.ll, 3, { scannable: true });
  const scan = { ...ALWAYS, scanType: 1 };
  central.ll.startScanning(
    { ownAddressType: 0, scanningFilterPolicy: 2, phys: { le1M: scan, leCoded: scan } },
    WITHOUT_END,
  );
  central.ll.connect({ ...searchFor(peripheral.ll), peerAddress: 0x123456789abc });
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

/** New devices on the same air find each other as ever. */
async function stillWorks(stage: Stage): Promise<boolean> {
  const [central, peripheral] = [stage.device(), stage.device()];
  const { atCentral } = await stage.connect(central, peripheral);
  central.ll.send(atCentral, true, fromHex('01'));
  await stage.advance(100);
  return peripheral.notes.data.length === 1;
}

// Air for tests: adverts of sensors that were never built, and radios that hear them.

import { encode, Writer } from '@bluebell/ble/codec';
import { type AddressType, fromHex, parseAddress } from '@bluebell/ble/core';
import { AesCcm } from '@bluebell/ble/crypto';
import { leMetaPacket } from '@bluebell/ble/hci';
import {
  type AdStructure,
  AdType,
  Advert,
  AdvertQueue,
  adStructures,
  manufacturerData,
  type Radio,
  type ScanOptions,
  serviceData16,
} from '@bluebell/ble/radio';
import type { Reception } from './state/entry.ts';

/** When tests begin. */
export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A sensor that nobody has built. */
export const KITCHEN = 'A4:C1:38:00:00:01';

/** Service data UUID of BTHome, version 2. */
const BTHOME = 0xfcd2;

/** How an advert is heard. */
export interface Heard {
  readonly from?: string;
  readonly addressType?: AddressType;
  /** After `START_MS`. */
  readonly atMs?: number;
  readonly rssiDbm?: number;
  /** The name it advertises too. */
  readonly localName?: string;
}

/** What a thermometer says. */
export interface Reading extends Heard {
  readonly celsius?: number;
  /** Packet id, 1 to 255; without one, every frame of the same values is the same. */
  readonly packet?: number;
  /** A press of its button. */
  readonly isPressed?: boolean;
  /** Encrypts, with a counter. */
  readonly key?: string;
  readonly counter?: number;
}

/** An advert of a thermometer with a button, in BTHome version 2. */
export function thermometer(reading: Reading = {}): Advert {
  const { from = KITCHEN, key } = reading;
  const frame = key === undefined ? plainFrame(reading) : sealedFrame(reading, key, from);
  return advertOf([serviceData16(BTHOME, frame)], reading);
}

/** An advert that nobody here can read. */
export function stranger(heard: Heard = {}): Advert {
  return advertOf([manufacturerData(0xffff, Uint8Array.of(1, 2, 3))], heard);
}

/** An advert of service data as it is, in hex. */
export function serviceAdvert(uuid: number, hex: string, heard: Heard = {}): Advert {
  return advertOf([serviceData16(uuid, fromHex(hex))], heard);
}

/** An advert as a controller reports it: an H4 packet. */
export function packetOf({
  addressValue,
  data,
}: Pick<Advert, 'addressValue' | 'data'>): Uint8Array {
  const report = { eventType: 0, addressType: 0, address: addressValue, data, rssi: -60 };
  return leMetaPacket({ kind: 'leAdvertisingReport', reports: [report] });
}

/** Heard through a radio. */
export function through(advert: Advert, radio = 'test'): Reception {
  return { advert, radio };
}

/** A radio that hears these, and comes to its end. */
export function radioOf(adverts: Iterable<Advert>, name = 'test'): Radio {
  return { name, scan: () => eachOf(adverts), close: nothing, [Symbol.asyncDispose]: nothing };
}

async function nothing(): Promise<void> {}

async function* eachOf(adverts: Iterable<Advert>): AsyncGenerator<Advert, void> {
  yield* adverts;
}

/** A radio that hears what a test tells it, until it is closed or breaks. */
export class TestRadio implements Radio {
  readonly name: string;
  isClosed = false;
  readonly #queue = new AdvertQueue();

  constructor(name = 'test') {
    this.name = name;
  }

  hear(advert: Advert): void {
    this.#queue.push(advert);
  }

  break(error: Error): void {
    this.#queue.fail(error);
  }

  async *scan({ signal }: ScanOptions = {}): AsyncGenerator<Advert, void> {
    signal?.addEventListener('abort', () => this.#queue.end(), { once: true });
    yield* this.#queue;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.#queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function advertOf(structures: readonly AdStructure[], heard: Heard): Advert {
  const { from = KITCHEN, addressType = 'public', atMs = 0, rssiDbm = -60, localName } = heard;
  const name =
    localName === undefined
      ? []
      : [{ type: AdType.completeName, data: new TextEncoder().encode(localName) }];
  return new Advert({
    address: parseAddress(from),
    addressType,
    rssiDbm,
    data: encode(adStructures, [...structures, ...name]),
    timeMs: START_MS + atMs,
  });
}

function plainFrame(reading: Reading): Uint8Array {
  const to = new Writer();
  to.uint(0x40, 1);
  to.write(objectsOf(reading));
  return to.finish();
}

function sealedFrame(reading: Reading, key: string, from: string): Uint8Array {
  const { counter = 1000 } = reading;
  const info = 0x41;
  const nonce = new Writer();
  nonce.write(fromHex(from));
  nonce.uint(BTHOME, 2);
  nonce.uint(info, 1);
  nonce.uint(counter, 4);
  const sealed = new AesCcm(fromHex(key), { tagLength: 4 }).seal(
    nonce.finish(),
    objectsOf(reading),
  );
  const to = new Writer();
  to.uint(info, 1);
  to.write(sealed.subarray(0, -4));
  to.uint(counter, 4);
  to.write(sealed.subarray(-4));
  return to.finish();
}

/** Packet id, temperature in hundredths, button. */
function objectsOf({ packet, celsius, isPressed }: Reading): Uint8Array {
  const to = new Writer();
  const put = (id: number, value: number | undefined, size: number) => {
    if (value === undefined) return;
    to.uint(id, 1);
    to.uint(value, size);
  };
  put(0x00, packet, 1);
  put(0x02, celsius === undefined ? undefined : Math.round(celsius * 100), 2);
  put(0x3a, isPressed ? 1 : undefined, 1);
  return to.finish();
}

// A voice: how a sensor puts what it has to say into adverts.

import { encode } from '@bluebell/ble/codec';
import type { AddressValue } from '@bluebell/ble/core';
import { type AdStructure, AdType, adStructures, serviceData16 } from '@bluebell/ble/radio';
import type { Values } from '../../quantities.ts';
import type { SensorModel } from '../../sensor-model.ts';
import type { Statement } from '../facet.ts';

/** The most that a legacy advert holds. Core Spec v5.4, Vol 6, Part B, 2.3.1.1. */
export const ADVERT_LENGTH = 31;

/** What is to be said, and when. */
export interface News {
  readonly statement: Statement;
  /** All that the sensor said so far, the statement included: some formats say all of it every time. */
  readonly known: Values;
  readonly nowMs: number;
}

/** Speaks one format. */
export interface Voice {
  /** The adverts that say it, in their order; none where the format has no words for it. */
  readonly say: (news: News) => readonly Uint8Array[];
  /** An advert of somebody who has nothing to say; `undefined` when silence is better. */
  readonly idle: () => Uint8Array | undefined;
}

/** Who speaks. */
export interface Speaker {
  readonly model: SensorModel;
  readonly address: AddressValue;
  /** Encrypts, where the format can: 16 bytes, or 12 for MiBeacon's legacy cipher. */
  readonly key?: Uint8Array | undefined;
  /** The first number of its counters; every frame takes one. */
  readonly counter: number;
  /** The name it advertises, where there is room for it. */
  readonly localName?: string | undefined;
  /** Of those that speak BTHome; 2 by default. */
  readonly bthomeVersion?: 1 | 2 | undefined;
}

/** LE general discoverable, no classic Bluetooth: what nearly all sensors say of themselves. */
const FLAGS: AdStructure = { type: AdType.flags, data: Uint8Array.of(0x06) };

/** An advert with service data, and the name behind it if both fit. */
export function serviceDataAdvert(
  uuid: number,
  frame: Uint8Array,
  localName?: string,
): Uint8Array<ArrayBuffer> {
  const data = encode(adStructures, [FLAGS, serviceData16(uuid, frame)]);
  if (localName === undefined) return data;
  const name = { type: AdType.completeName, data: new TextEncoder().encode(localName) };
  const named = encode(adStructures, [FLAGS, serviceData16(uuid, frame), name]);
  return named.length <= ADVERT_LENGTH ? named : data;
}

/** Counts frames up from a number, 32 bits. */
export function countingFrom(first: number): () => number {
  let next = first;
  return () => {
    const counter = next % 2 ** 32;
    next++;
    return counter;
  };
}

/**
 * A voice of a format that has no word for "here I am": the last advert is sent again. Not one that
 * tells of an event, lest somebody take it for another.
 */
export function repeating(say: Voice['say']): Voice {
  let last: Uint8Array | undefined;
  return {
    say(news) {
      const adverts = say(news);
      last = news.statement.event ? undefined : (adverts.at(-1) ?? last);
      return adverts;
    },
    idle: () => last,
  };
}

/**
 * A voice of such a format whose frames must not be heard twice: what is known is said anew, under
 * the next counter. Events are not: they happened once.
 */
export function renewing(say: Voice['say']): Voice {
  let last: News | undefined;
  return {
    say(news) {
      last = news;
      return say(news);
    },
    idle: () => last && say({ ...last, statement: {} }).at(-1),
  };
}

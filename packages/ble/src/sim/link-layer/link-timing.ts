// When the events of a link happen, and on which channel. Core Spec v5.4, Vol 6, Part B, 4.5.

import {
  ChannelMap,
  channelIdentifierOf,
  DATA_CHANNELS,
  mappedChannel,
  nextUnmappedChannel,
  selectChannel,
} from '../../ll/index.ts';
import type { ConnectionTiming } from './events.ts';

/** Units of PDUs, in microseconds. */
export const CONNECTION_UNIT_US = 1_250;
const TIMEOUT_UNIT_US = 10_000;

/** Event counters and instants run round. 4.5.1 */
const COUNTERS = 2 ** 16;

/** The worst clock accuracy behind each value of `sca`, ppm. 4.2.2 */
const ACCURACIES_PPM: readonly number[] = [500, 250, 150, 100, 75, 50, 30, 20];

/** Jitter of a sleep clock, on top of its inaccuracy, in microseconds. 4.2.2 */
const SLEEP_JITTER_US = 16;

/** How a link runs, in raw units. */
export interface LinkParameters {
  readonly interval: number;
  readonly latency: number;
  readonly timeout: number;
}

/** What a link is told at its beginning about channels and clocks. */
export interface LinkRhythm {
  readonly accessAddress: number;
  readonly hasAlgorithm2: boolean;
  readonly hop: number;
  readonly chM: number;
  /** Accuracy of the central's clock, as PDUs have it. */
  readonly sca: number;
}

/** Counts events, and knows the next one's time and channel. */
export class LinkTiming {
  /** The event that is under way or comes next. */
  eventCounter = 0;
  /** When it begins, or is expected to. */
  anchorUs: number;
  /** How much later than that it may begin: the transmit window. */
  windowUs: number;
  /** When the central was last heard. */
  lastSyncUs: number;
  #parameters: LinkParameters;
  #map: ChannelMap;
  readonly #hasAlgorithm2: boolean;
  readonly #identifier: number;
  readonly #hop: number;
  /** Of algorithm #1: that of the present event. */
  #unmapped: number;
  /** How far our clock is off, as a factor. */
  readonly #rate: number;
  /** How far both clocks together may be off, as a share. */
  readonly #inaccuracy: number;

  constructor(
    parameters: LinkParameters,
    rhythm: LinkRhythm,
    window: { readonly startUs: number; readonly lengthUs: number },
    clock: { readonly ppm: number; readonly sca: number },
  ) {
    this.#parameters = parameters;
    this.#map = new ChannelMap(rhythm.chM);
    this.#hasAlgorithm2 = rhythm.hasAlgorithm2;
    this.#identifier = channelIdentifierOf(rhythm.accessAddress);
    this.#hop = rhythm.hop;
    this.#unmapped = nextUnmappedChannel(0, rhythm.hop);
    this.#rate = 1 + clock.ppm / 1e6;
    this.#inaccuracy = (ppmOf(rhythm.sca) + ppmOf(clock.sca)) / 1e6;
    this.anchorUs = window.startUs;
    this.windowUs = window.lengthUs;
    this.lastSyncUs = window.startUs;
  }

  get parameters(): LinkParameters {
    return this.#parameters;
  }

  /** The same in the words of HCI. */
  get told(): ConnectionTiming {
    const { interval, latency, timeout } = this.#parameters;
    return {
      connectionInterval: interval,
      peripheralLatency: latency,
      supervisionTimeout: timeout,
    };
  }

  get intervalUs(): number {
    return this.#parameters.interval * CONNECTION_UNIT_US;
  }

  get timeoutUs(): number {
    return this.#parameters.timeout * TIMEOUT_UNIT_US;
  }

  get channelMap(): ChannelMap {
    return this.#map;
  }

  set channelMap(map: ChannelMap) {
    this.#map = map;
  }

  /** When the event after this one begins by our clock. */
  get nextAnchorUs(): number {
    return this.anchorUs + this.intervalUs * this.#rate;
  }

  /** The channel of the present event. */
  get channel(): number {
    return this.#hasAlgorithm2
      ? selectChannel(this.eventCounter, this.#identifier, this.#map)
      : mappedChannel(this.#unmapped, this.#map);
  }

  /** How much earlier and later the central may begin than we expect. 4.5.7 */
  get wideningUs(): number {
    const sinceUs = this.anchorUs + this.windowUs - this.lastSyncUs;
    return SLEEP_JITTER_US + Math.ceil(sinceUs * this.#inaccuracy);
  }

  /** Goes on by so many events; back, where the number is negative. */
  advance(events: number): void {
    this.eventCounter = modulo(this.eventCounter + events, COUNTERS);
    this.anchorUs += events * this.intervalUs * this.#rate;
    if (this.#hasAlgorithm2) return;
    for (let i = 0; i < events; i++) {
      this.#unmapped = nextUnmappedChannel(this.#unmapped, this.#hop);
    }
    for (let i = 0; i > events; i--) {
      this.#unmapped = nextUnmappedChannel(this.#unmapped, DATA_CHANNELS - this.#hop);
    }
  }

  /** The present event began now. */
  synchronize(atUs: number): void {
    this.anchorUs = atUs;
    this.lastSyncUs = atUs;
    this.windowUs = 0;
  }

  /** The present event is the first under new parameters: it begins in a window of its own. 5.1.1 */
  change(parameters: LinkParameters, winOffset: number, winSize: number): void {
    this.#parameters = parameters;
    this.anchorUs += winOffset * CONNECTION_UNIT_US * this.#rate;
    this.windowUs = winSize * CONNECTION_UNIT_US;
  }

  /** How many events from the present one to an instant; negative when it is past. 5.5 */
  eventsUntil(instant: number): number {
    const ahead = modulo(instant - this.eventCounter, COUNTERS);
    return ahead < COUNTERS / 2 ? ahead : ahead - COUNTERS;
  }

  /** The instant so many events after the present one. */
  instantAfter(events: number): number {
    return modulo(this.eventCounter + events, COUNTERS);
  }
}

function ppmOf(sca: number): number {
  return ACCURACIES_PPM[sca] ?? 500;
}

function modulo(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}

// What the radios hear, for those who watch: in bunches, so many a second, and nothing while nobody does.

import { type AddressValue, addressDigits, type Cancel, type Clock } from '@bluebell/ble/core';
import { localNameOf } from '@bluebell/ble/radio';
import { isoTime } from '../../iso-time.ts';
import type { Judged, OnHeard } from '../../pipeline/pipeline.ts';
import type { Device } from '../../state/device.ts';
import type { Reception } from '../../state/entry.ts';
import type { LiveFrame, LiveMessage, LiveTopic } from '../shapes/live.ts';

/** Takes a frame apart. */
export type Dissect = (data: Uint8Array, address: AddressValue) => LiveFrame['parts'];

/** What it is made from. */
export interface AirFeedParts {
  readonly clock: Clock;
  /** Calls for every advert, until it is told to stop. */
  readonly tap: (onHeard: OnHeard) => Cancel;
  readonly device: (id: string) => Device | undefined;
  /** Fetched when somebody wants frames; without it, frames have no parts. */
  readonly loadDissect?: (() => Promise<Dissect>) | undefined;
  readonly emit: (topic: LiveTopic, message: LiveMessage) => void;
}

/** A bunch is told so soon, and has so many adverts at most. */
const BUNCH_MS = 100;
const MOST_IN_BUNCH = 50;

/** What waits is told how much was left out so often. */
const TELL_DROPPED_MS = 1_000;

/** One advert that waits to be told. */
interface Heard {
  readonly reception: Reception;
  readonly judged: readonly Judged[];
}

/** The topics `adverts` and `frames:<id>`. */
export class AirFeed {
  readonly #parts: AirFeedParts;
  #topics: ReadonlySet<LiveTopic> = new Set();
  #untap: Cancel | undefined;
  #cancel: Cancel | undefined;
  #waiting: Heard[] = [];
  #dissect: Dissect | undefined;
  #isLoading = false;
  readonly #dropped = new Map<LiveTopic, number>();
  #toldDroppedMs = Number.NEGATIVE_INFINITY;
  /** How many adverts were left out in all. */
  dropped = 0;

  constructor(parts: AirFeedParts) {
    this.#parts = parts;
  }

  /** What is listened to now. */
  listen(topics: ReadonlySet<LiveTopic>): void {
    this.#topics = new Set([...topics].filter(isOfAir));
    if (this.#topics.size === 0) this.#rest();
    else this.#untap ??= this.#parts.tap((reception, judged) => this.#hear(reception, judged));
    if ([...this.#topics].some(isFrames)) this.#fetchDissect();
  }

  #rest(): void {
    this.#untap?.();
    this.#cancel?.();
    this.#untap = undefined;
    this.#cancel = undefined;
    this.#waiting = [];
    this.#dropped.clear();
  }

  #fetchDissect(): void {
    const { loadDissect } = this.#parts;
    if (!loadDissect || this.#isLoading) return;
    this.#isLoading = true;
    // Without it frames are shown whole; the next who asks has it tried again.
    loadDissect().then(
      (dissect) => {
        this.#dissect = dissect;
      },
      () => {
        this.#isLoading = false;
      },
    );
  }

  #hear(reception: Reception, judged: readonly Judged[]): void {
    const wanted = this.#wantedBy(judged);
    if (wanted.length === 0) return;
    if (this.#waiting.length >= MOST_IN_BUNCH) {
      this.dropped++;
      for (const topic of wanted) this.#dropped.set(topic, (this.#dropped.get(topic) ?? 0) + 1);
      return;
    }
    this.#waiting.push({ reception, judged });
    this.#cancel ??= this.#parts.clock.after(BUNCH_MS, () => this.#flush());
  }

  #wantedBy(judged: readonly Judged[]): readonly LiveTopic[] {
    const topics: LiveTopic[] = this.#topics.has('adverts') ? ['adverts'] : [];
    for (const { address } of judged) {
      const topic = framesOf(addressDigits(address));
      if (this.#topics.has(topic)) topics.push(topic);
    }
    return topics;
  }

  #flush(): void {
    this.#cancel = undefined;
    const bunch = this.#waiting;
    this.#waiting = [];
    for (const heard of bunch) this.#tell(heard);
    this.#tellDropped();
  }

  #tell({ reception, judged }: Heard): void {
    const { emit, device } = this.#parts;
    if (this.#topics.has('adverts')) emit('adverts', advertMessage(reception, judged, device));
    for (const { address, outcome } of judged) {
      const id = addressDigits(address);
      const topic = framesOf(id);
      if (!this.#topics.has(topic)) continue;
      const { data } = reception.advert;
      const parts = this.#dissect?.(data, address) ?? [];
      emit(topic, { type: 'frame', id, ...heardFacts(reception), outcome, parts });
    }
  }

  #tellDropped(): void {
    const now = this.#parts.clock.steady();
    if (this.#dropped.size === 0 || now - this.#toldDroppedMs < TELL_DROPPED_MS) return;
    this.#toldDroppedMs = now;
    for (const [topic, count] of this.#dropped) {
      this.#parts.emit(topic, { type: 'dropped', topic, count });
    }
    this.#dropped.clear();
  }
}

function isFrames(topic: LiveTopic): boolean {
  return topic.startsWith('frames:');
}

function isOfAir(topic: LiveTopic): boolean {
  return topic === 'adverts' || isFrames(topic);
}

function framesOf(id: string): LiveTopic {
  return `frames:${id}`;
}

function heardFacts({ advert, radio }: Reception) {
  return {
    time: isoTime(advert.timeMs) ?? '',
    receiver: radio,
    rssiDbm: advert.rssiDbm ?? null,
    hex: Buffer.from(advert.data).toString('hex'),
  };
}

function advertMessage(
  reception: Reception,
  judged: readonly Judged[],
  deviceOf: AirFeedParts['device'],
): LiveMessage {
  const { advert } = reception;
  const [first] = judged;
  const device = first && deviceOf(addressDigits(first.address));
  return {
    type: 'advert',
    ...heardFacts(reception),
    address: advert.address,
    addressType: advert.addressType,
    name: device?.name ?? localNameOf(advert.data),
    id: device?.id,
    // Of a stranger that is no sensor there is nothing to say.
    outcome: device || first?.outcome !== 'unreadable' ? first?.outcome : undefined,
  };
}

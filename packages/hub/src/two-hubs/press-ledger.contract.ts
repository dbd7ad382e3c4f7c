// Keeps books on presses: those that a hub heard, and those that readers of the broker were told of.

import { toHex } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { BindKey, decodeAdvert, type SensorEvent } from '@bluebell/sensors';
import type { SimulatedHome } from '@bluebell/sensors/virtual';
import { BASE } from './hub-node.contract.ts';

/** The same bytes, so long after, are another press. */
const ANOTHER_MS = 5_000;

/** How often what happened. */
export type Happenings = Readonly<Record<string, number>>;

/** The books of one home. */
export class PressLedger {
  readonly #keys: ReadonlyMap<number, BindKey>;
  readonly #names: ReadonlyMap<number, string>;
  readonly #judged = new WeakSet<Uint8Array>();
  readonly #lastHeardMs = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #expected: Record<string, number> = {};
  readonly #told: Record<string, number> = {};
  readonly #toldById: Record<string, number> = {};
  readonly #seen = new Set<string>();
  readonly #turned = new Map<string, number>();
  #presses = 0;

  constructor({ devices }: SimulatedHome) {
    this.#keys = new Map(
      devices.flatMap(({ address, key }) => (key ? [[address, new BindKey(key)]] : [])),
    );
    this.#names = new Map(devices.map(({ address, name }) => [address, name]));
  }

  /** What is to be told: each event of each press that a hub heard. */
  get expected(): Happenings {
    return this.#expected;
  }

  /** What was told. */
  get told(): Happenings {
    return this.#told;
  }

  /** What was told, for readers that know a press again by its id. */
  get toldById(): Happenings {
    return this.#toldById;
  }

  get presses(): number {
    return this.#presses;
  }

  /** How far each dial was turned, by what was told of it. */
  get turned(): ReadonlyMap<string, number> {
    return this.#turned;
  }

  /** Different ids under which presses were told. */
  get idsTold(): number {
    return this.#ids.size;
  }

  /** A hub that lives heard this. */
  heard(advert: Advert): void {
    const { data, steadyMs } = advert;
    // Every repeat of a frame is the same object.
    if (this.#judged.has(data)) return;
    this.#judged.add(data);
    for (const { address, events } of decodeAdvert(advert, this.#keys)) {
      if (events.length === 0) continue;
      const key = `${address} ${toHex(data)}`;
      const lastMs = this.#lastHeardMs.get(key) ?? Number.NEGATIVE_INFINITY;
      this.#lastHeardMs.set(key, steadyMs);
      if (steadyMs - lastMs < ANOTHER_MS) continue;
      this.#presses++;
      for (const event of events) count(this.#expected, wordsOf(this.#names.get(address), event));
    }
  }

  /** A reader was told something; gives it in words where it is an event. */
  read(topic: string, payload: string): string | undefined {
    const [base, device = '', kind] = topic.split('/');
    if (base !== BASE || (kind !== 'event' && kind !== 'event_log')) return undefined;
    const event = JSON.parse(payload);
    const name = [...this.#names.values()].find((one) => bare(one) === bare(device));
    const words = wordsOf(name, event);
    this.#ids.add(event.event_id);
    count(this.#told, words);
    const toldOnce = `${event.event_id} ${words}`;
    if (!this.#seen.has(toldOnce)) {
      count(this.#toldById, words);
      const { type, steps = 0 } = event;
      const turned = this.#turned.get(name ?? device) ?? 0;
      if (steps !== 0) {
        this.#turned.set(name ?? device, turned + (type === 'rotate_left' ? -steps : steps));
      }
    }
    this.#seen.add(toldOnce);
    return kind === 'event' ? words : `${words}, too late to act upon`;
  }
}

/** What happened, as the air and the broker say it alike. */
function wordsOf(name: string | undefined, { source, type, steps }: SensorEvent): string {
  return `${name}: ${source} ${type}${steps === undefined ? '' : ` by ${steps}`}`;
}

function count(counts: Record<string, number>, words: string): void {
  counts[words] = (counts[words] ?? 0) + 1;
}

/** A name as it can be found in a topic. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

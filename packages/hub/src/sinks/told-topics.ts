// Which topics the broker keeps because of us, over restarts: what is renamed or removed while the hub
// does not run leaves nothing behind. What others put there is never touched.

import * as z from 'zod';
import { parsedJson } from '../parsed-json.ts';
import type { StateStore } from '../store/state-store.ts';

/** The part of a store that is needed. */
export type TopicMemory = Pick<StateStore, 'value' | 'setValue'>;

const NAME = 'mqtt.topics';

/** Devices whose topics are remembered. */
const MOST = 10_000;

/** Topics that devices have left, which the broker still keeps. */
const LEFT = 'mqtt.topics_left';

const id = z.string().regex(/^[0-9A-F]{12}$/);
const topic = z.string().regex(/^[\w-]+(\/[\w-]+)*$/);
const isBounded = (all: object) => Object.keys(all).length <= MOST;
const topicsById = z.record(id, topic).refine(isBounded);
const idsByTopic = z.record(topic, id).refine(isBounded);

/** Topics by the ids of the devices that they tell of. */
export class ToldTopics {
  readonly #memory: TopicMemory | undefined;
  readonly #base: string;
  readonly #topics: Map<string, string>;
  readonly #left: Map<string, string>;

  /** @param base what all topics of this hub begin with: under another base, nothing was told. */
  constructor(base: string, memory: TopicMemory | undefined) {
    this.#memory = memory;
    this.#base = base;
    this.#topics = this.#remembered(NAME, topicsById);
    this.#left = this.#remembered(LEFT, idsByTopic);
  }

  /** Where a device was last told of. */
  get(id: string): string | undefined {
    return this.#topics.get(id);
  }

  /** All of them, by the id of the device. */
  get all(): readonly (readonly [id: string, topic: string])[] {
    return [...this.#topics];
  }

  /** From now on a device is told of there; nowhere, where no topic is given. */
  set(id: string, topic: string | undefined): void {
    if (this.#topics.get(id) === topic) return;
    if (topic === undefined) this.#topics.delete(id);
    else if (this.#topics.size < MOST) this.#topics.set(id, topic);
    this.#remember(NAME, this.#topics);
  }

  /** Topics that were left and still stand, with the id of the device that was told of there. */
  get left(): readonly (readonly [topic: string, id: string])[] {
    return [...this.#left];
  }

  /** A device is told of elsewhere from now on: the topic is to be cleared. False where there is no room. */
  leave(topic: string, id: string): boolean {
    if (!this.#left.has(topic) && this.#left.size >= MOST) return false;
    this.#left.set(topic, id);
    this.#remember(LEFT, this.#left);
    return true;
  }

  /** They were cleared, or something else is told there by now. */
  cleared(topics: readonly string[]): void {
    if (topics.length === 0) return;
    for (const topic of topics) this.#left.delete(topic);
    this.#remember(LEFT, this.#left);
  }

  #remember(name: string, all: ReadonlyMap<string, string>): void {
    const text = JSON.stringify(Object.fromEntries(all));
    this.#memory?.setValue(`${name}:${this.#base}`, text);
  }

  #remembered(name: string, schema: z.ZodType<Record<string, string>>): Map<string, string> {
    const text = this.#memory?.value(`${name}:${this.#base}`);
    const known = text === undefined ? undefined : schema.safeParse(parsedJson(text)).data;
    return new Map(Object.entries(known ?? {}));
  }
}

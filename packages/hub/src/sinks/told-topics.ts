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

const topicsById = z
  .record(z.string().regex(/^[0-9A-F]{12}$/), z.string().regex(/^[\w-]+(\/[\w-]+)*$/))
  .refine((topics) => Object.keys(topics).length <= MOST);

/** Topics by the ids of the devices that they tell of. */
export class ToldTopics {
  readonly #memory: TopicMemory | undefined;
  readonly #base: string;
  readonly #topics: Map<string, string>;

  /** @param base what all topics of this hub begin with: under another base, nothing was told. */
  constructor(base: string, memory: TopicMemory | undefined) {
    this.#memory = memory;
    this.#base = base;
    this.#topics = new Map(Object.entries(parse(memory?.value(`${NAME}:${base}`))));
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
    this.#memory?.setValue(
      `${NAME}:${this.#base}`,
      JSON.stringify(Object.fromEntries(this.#topics)),
    );
  }
}

function parse(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  return topicsById.safeParse(parsedJson(text)).data ?? {};
}

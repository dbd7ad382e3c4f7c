// Where each device stands below the base topic: by its name where that makes a topic of its own, else
// by its id.

import type { Device } from '../state/device.ts';

/** By what devices are found. */
export interface TopicNamesOptions {
  /** Default `name`: what the user calls a device, and the id of one that has no name. */
  readonly by?: 'name' | 'id' | undefined;
}

/** First levels that are not devices'. */
const OURS: ReadonlySet<string> = new Set(['bridge', 'hubs']);

/** Last levels that stand below a device. */
const BELOW_DEVICE = ['availability', 'event', 'event_log', 'options', 'set', 'get'] as const;
const BELOW: ReadonlySet<string> = new Set(BELOW_DEVICE);

const MAX_LEVELS = 4;
const MAX_LEVEL = 64;

/** Letters that do not come apart into a letter and its accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
};

/** Called when a device moves: what stood on the old topic is to be taken back. */
export type OnTopicChange = (device: Device, oldTopic: string, newTopic: string) => void;

/** A topic, and what it came from. */
interface Given {
  readonly name: string | undefined;
  readonly isByName: boolean;
  readonly topic: string;
}

/** Gives each device its topic, and no topic to two. */
export class TopicNames {
  #isByName: boolean;
  readonly #idsByTopic = new Map<string, string>();
  readonly #topics = new Map<string, Given>();
  readonly #listeners: OnTopicChange[] = [];

  constructor({ by = 'name' }: TopicNamesOptions = {}) {
    this.#isByName = by === 'name';
  }

  /** From now on, devices are found by this: all of them are to be told of once more. */
  set by(by: 'name' | 'id') {
    this.#isByName = by === 'name';
  }

  /** The levels of a device, without the base: `A4C138000001`, `kitchen`, `attic/plants`. */
  topicOf(device: Device): string {
    const known = this.#topics.get(device.id);
    const isByName = this.#isByName;
    if (known && known.name === device.name && known.isByName === isByName) return known.topic;
    const topic = this.#choose(device);
    if (known) this.#idsByTopic.delete(known.topic);
    this.#idsByTopic.set(topic, device.id);
    this.#topics.set(device.id, { name: device.name, isByName, topic });
    if (known && known.topic !== topic) {
      for (const listener of this.#listeners) listener(device, known.topic, topic);
    }
    return topic;
  }

  /** The id of the device that has the topic which this one's name would make; absent where nobody has. */
  clashOf(device: Device): string | undefined {
    const wanted = this.#wanted(device);
    const holder = wanted === undefined ? undefined : this.#idsByTopic.get(wanted);
    return holder === device.id ? undefined : holder;
  }

  /** Who is called whenever a device moves. */
  onChange(listener: OnTopicChange): void {
    this.#listeners.push(listener);
  }

  /** A device is gone: others may have its topic. */
  forget({ id }: Device): void {
    const known = this.#topics.get(id);
    if (!known) return;
    this.#topics.delete(id);
    this.#idsByTopic.delete(known.topic);
  }

  #choose(device: Device): string {
    const wanted = this.#wanted(device);
    if (wanted === undefined) return device.id;
    const holder = this.#idsByTopic.get(wanted);
    return holder === undefined || holder === device.id ? wanted : device.id;
  }

  #wanted({ name, id }: Device): string | undefined {
    if (!this.#isByName || name === undefined) return undefined;
    const topic = topicOfName(name);
    // Something that looks like the id of another device would stand in its way.
    return topic !== undefined && /^[0-9A-F]{12}$/i.test(topic) && topic !== id ? undefined : topic;
  }
}

/** The topic that a name makes; `undefined` where it makes none, or one that means something else. */
export function topicOfName(name: string): string | undefined {
  const levels = name.split('/').map(levelOf);
  if (levels.length > MAX_LEVELS || levels.includes('')) return undefined;
  if (OURS.has(levels[0] ?? '')) return undefined;
  if (levels.length > 1 && BELOW.has(levels.at(-1) ?? '')) return undefined;
  return levels.join('/');
}

/** Letters, digits, `_` and `-`: whatever a broker somewhere takes for something else is `_`. */
function levelOf(text: string): string {
  return text
    .slice(0, 4 * MAX_LEVEL)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, (letter) => LETTERS[letter] ?? '_')
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, MAX_LEVEL);
}

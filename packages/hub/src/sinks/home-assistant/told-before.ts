// What stands on the broker from before: discovery messages of ours that nobody stands behind any more.
// Whatever else is there is none of our business, however much it is.

import * as z from 'zod';
import { parsedJson } from '../../parsed-json.ts';
import { EVENT_PREFIX, type Platform, PRODUCT } from './component.ts';

/** Of the messages that were kept, so many of ours are remembered; far more than a home has. */
const MAX_MESSAGES = 4_096;
/** In characters; a device with a hundred entities has 40,000. */
const MAX_LENGTH = 262_144;

const component = z.object({
  p: z.string().max(32),
  evt_typ: z.array(z.string().max(64)).max(64).optional(),
});

/** As far as we look into a message. Short keys, as we write them. */
const ours = z.object({
  o: z.object({ name: z.literal(PRODUCT) }),
  dev: z.object({ ids: z.tuple([z.string()]), via_device: z.string().optional() }),
  cmps: z.record(z.string().max(128), component),
});

/** A message of ours, or of another of our hubs. */
export interface ToldBefore {
  readonly topic: string;
  /** `bluebell_A4C138000001` */
  readonly identifier: string;
  /** The hub that told it: `bluebell_hub_0123456789ab`; absent for hubs themselves. */
  readonly via: string | undefined;
  /** Platforms by key. */
  readonly components: ReadonlyMap<string, Platform>;
  /** Types of events by their source: what was seen of a device, an entity has to be able to take. */
  readonly events: ReadonlyMap<string, readonly string[]>;
}

/** What came and was of no use, in numbers. */
export interface ToldBeforeCounts {
  /** Messages of others. */
  readonly foreign: number;
  /** Messages on topics that look like ours, that hold something else. */
  readonly garbage: number;
  /** Messages of ours for which there was no room. */
  readonly tooMany: number;
}

/** Collects what is kept on `<prefix>/device/+/config`. */
export class ToldBeforeList {
  readonly #prefix: string;
  readonly #messages = new Map<string, ToldBefore>();
  #foreign = 0;
  #garbage = 0;
  #tooMany = 0;

  /** @param prefix of discovery: `homeassistant`. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get counts(): ToldBeforeCounts {
    return { foreign: this.#foreign, garbage: this.#garbage, tooMany: this.#tooMany };
  }

  /** Looks at one message, takes anything. @returns what it is, where it is one of ours. */
  hear(topic: string, payload: string): ToldBefore | undefined {
    const identifier = topic.slice(this.#prefix.length + '/device/'.length, -'/config'.length);
    if (!identifier.startsWith(`${PRODUCT}_`)) {
      this.#foreign++;
      return undefined;
    }
    if (payload === '') {
      this.#messages.delete(identifier);
      return undefined;
    }
    const message =
      payload.length > MAX_LENGTH ? undefined : ours.safeParse(parsedJson(payload)).data;
    if (message?.dev.ids[0] !== identifier) {
      this.#garbage++;
      return undefined;
    }
    if (this.#messages.size >= MAX_MESSAGES && !this.#messages.has(identifier)) {
      this.#tooMany++;
      return undefined;
    }
    const { dev, cmps } = message;
    const told = { topic, identifier, via: dev.via_device, ...contentOf(cmps) };
    this.#messages.set(identifier, told);
    return told;
  }

  /** What stood there of one device. */
  get(identifier: string): ToldBefore | undefined {
    return this.#messages.get(identifier);
  }

  /** All of them, and no longer kept here. */
  take(): readonly ToldBefore[] {
    const all = [...this.#messages.values()];
    this.#messages.clear();
    return all;
  }
}

function contentOf(
  cmps: Readonly<Record<string, z.output<typeof component>>>,
): Pick<ToldBefore, 'components' | 'events'> {
  const rows = Object.entries(cmps);
  return {
    // The cast holds for what we told ourselves, and Home Assistant ignores a platform it does not know.
    components: new Map(rows.map(([key, { p }]) => [key, p as Platform])),
    events: new Map(
      rows.flatMap(([key, { evt_typ: types }]) =>
        types && key.startsWith(EVENT_PREFIX) ? [[key.slice(EVENT_PREFIX.length), types]] : [],
      ),
    ),
  };
}

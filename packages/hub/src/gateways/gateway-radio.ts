// Other gateways as a radio: what they hear comes by MQTT, and goes the way of all adverts. Each of them is
// a receiver of its own.

import type { Clock } from '@bluebell/ble/core';
import { Advert, AdvertQueue, type Radio, type ScanOptions } from '@bluebell/ble/radio';
import { RateLimit } from '../rate-limit.ts';
import type { MqttLink } from '../sinks/mqtt-link.ts';
import { GATEWAY_KINDS, type GatewayKind } from './gateway-kinds.ts';

/** Longer than the longest advert as JSON, with all that is decoded beside it. */
const MAX_CHARACTERS = 8 * 1024;
/** Far more than several gateways in a busy air; beyond it the hub has other work. */
const RATE = { burst: 4_000, perSecond: 2_000 };
/** Gateways told apart. */
const MAX_GATEWAYS = 32;
/** A gateway hears something every few seconds. */
const SILENT_MS = 10 * 60_000;

/** Which gateways. */
export interface GatewayRadioOptions {
  readonly kind: GatewayKind;
  /** Where they say what they hear; wildcards allowed. Default: as they do by themselves. */
  readonly topic?: string | undefined;
  /** First levels of our own topics. */
  readonly base: string;
  /** The gateway that is ourselves, whose adverts are known already: the id of this hub. */
  readonly except?: string | undefined;
  readonly clock: Clock;
}

/** What became of messages. */
export interface GatewayCounts {
  adverts: number;
  /** Without the raw parts of the advert: the gateway has to be told to send them. */
  decodedOnly: number;
  /** Not what gateways of this kind say. */
  unusable: number;
  /** Kept by the broker: nobody knows since when. */
  retained: number;
  /** Too many to be read. */
  dropped: number;
}

/** All gateways that speak on one topic. It hears, and cannot connect. */
export class GatewayRadio implements Radio {
  readonly name: string;
  readonly counts: GatewayCounts = {
    adverts: 0,
    decodedOnly: 0,
    unusable: 0,
    retained: 0,
    dropped: 0,
  };
  readonly #topic: string;
  readonly #options: GatewayRadioOptions;
  readonly #scans = new Set<AdvertQueue>();
  /** When each gateway last said something, on the steady clock. */
  readonly #gateways = new Map<string, number>();
  readonly #rate: RateLimit;
  readonly #sinceMs: number;
  #isClosed = false;

  constructor(options: GatewayRadioOptions) {
    const { kind, base, clock, topic = GATEWAY_KINDS[kind].topic(base) } = options;
    this.#topic = topic;
    this.name = `mqtt:${topic}`;
    this.#options = options;
    this.#rate = new RateLimit(clock, RATE);
    this.#sinceMs = clock.steady();
  }

  /** Hears through a link from now on: radios stand before there is one. To be called once. */
  attach(link: Pick<MqttLink, 'subscribe'>): void {
    link.subscribe(this.#topic, (topic, payload, isRetained) => {
      this.#hear(topic, payload, isRetained);
    });
  }

  /** What is wrong, in words; `undefined` while every gateway that was heard once goes on talking. */
  get problem(): string | undefined {
    const { clock, kind } = this.#options;
    const nowMs = clock.steady();
    const { adverts, decodedOnly } = this.counts;
    if (adverts === 0 && decodedOnly > 0)
      return `its gateways send no raw adverts: ${RAW_HINTS[kind]}`;
    if (this.#gateways.size === 0 && nowMs - this.#sinceMs > SILENT_MS)
      return 'no gateway was heard';
    const silent = [...this.#gateways].flatMap(([name, heardMs]) =>
      nowMs - heardMs > SILENT_MS ? [name] : [],
    );
    return silent.length === 0 ? undefined : `nothing comes from ${silent.join(', ')}`;
  }

  async *scan({ signal, waiting }: ScanOptions = {}): AsyncGenerator<Advert, void> {
    if (this.#isClosed || signal?.aborted) return;
    const queue = new AdvertQueue(waiting);
    const end = () => queue.end();
    signal?.addEventListener('abort', end, { once: true });
    this.#scans.add(queue);
    try {
      yield* queue;
    } finally {
      this.#scans.delete(queue);
      signal?.removeEventListener('abort', end);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const queue of this.#scans) queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #hear(topic: string, payload: string, isRetained: boolean): void {
    if (this.#isClosed) return;
    const { kind, except, clock } = this.#options;
    const { marker, read } = GATEWAY_KINDS[kind];
    const gateway = gatewayIn(topic, marker) ?? kind;
    if (gateway === except) return;
    if (isRetained) this.counts.retained++;
    else if (!this.#rate.take()) this.counts.dropped++;
    else if (payload.length > MAX_CHARACTERS) this.counts.unusable++;
    else {
      const message = read(payload);
      if (message.kind !== 'unusable') this.#heardFrom(gateway);
      if (message.kind === 'advert') {
        this.counts.adverts++;
        const times = { timeMs: clock.now(), steadyMs: clock.steady() };
        const receiver = this.#gateways.has(gateway) ? gateway : kind;
        const advert = new Advert({ ...message.facts, ...times, receiver });
        for (const queue of this.#scans) queue.push(advert);
      } else this.counts[message.kind]++;
    }
  }

  #heardFrom(gateway: string): void {
    if (!this.#gateways.has(gateway) && this.#gateways.size >= MAX_GATEWAYS) return;
    this.#gateways.set(gateway, this.#options.clock.steady());
  }
}

/** How gateways are made to send what we need. */
const RAW_HINTS: Readonly<Record<GatewayKind, string>> = {
  openmqttgateway: 'publish {"pubadvdata":true} to its commands/MQTTtoBT/config',
  theengs: 'start it with --publish_advdata 1',
  bluebell: 'set mqtt.adverts there',
};

/** The name of the gateway in a topic, fit to be shown. */
function gatewayIn(topic: string, marker: string): string | undefined {
  const levels = topic.split('/');
  const at = levels.indexOf(marker);
  const name = at > 0 ? levels[at - 1]?.replace(/\p{Cc}/gu, '').slice(0, 64) : undefined;
  return name || undefined;
}

// The live stream: each update is written out once, kept for those who come back, and given to all who listen.

import type { Cancel, Clock } from '@bluebell/ble/core';
import { isoTime } from '../../iso-time.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { Device, Update } from '../../state/device.ts';
import type { HealthReport } from '../health.ts';
import type { LiveMessage, LiveTopic } from '../shapes/live.ts';
import { AirFeed, type AirFeedParts } from './air-feed.ts';
import { LiveClient, type Peer } from './client.ts';
import { HealthNews } from './health-news.ts';
import { LogFeed, type LogFeedParts } from './log-feed.ts';
import { Encoder, type Message } from './message.ts';
import { Ring, type RingLimits, type Standing } from './ring.ts';
import { type SeatLimits, Seats } from './seats.ts';
import { ToldDevices } from './told-devices.ts';
import { allowedTopics } from './topics.ts';
import { isWorthTelling, updateMessage } from './update-message.ts';

/** What it is made from. */
export interface LiveParts
  extends Pick<AirFeedParts, 'tap' | 'loadDissect' | 'device'>,
    Pick<LogFeedParts, 'onEntry'> {
  readonly clock: Clock;
  readonly version: string;
  /** Letters and digits, another at each start. */
  readonly epoch: string;
  /** All devices as they stand. */
  readonly devices: () => readonly Device[];
  readonly health: () => HealthReport;
  readonly ringLimits?: RingLimits | undefined;
  readonly seatLimits?: SeatLimits | undefined;
}

/** What somebody wants who comes. */
export interface LiveWish {
  readonly topics: readonly LiveTopic[];
  /** What it may: topics for admins are left out for others. */
  readonly scopes: readonly string[];
  /** The last that it was given: `<epoch>:<seq>`. */
  readonly since?: string | undefined;
}

/** How fresh the age of a device is, and the health of the hub. */
const TICK_MS = 1_000;

/** Whoever comes back within this time misses nothing. After it, nothing is kept any more. */
const AWAKE_MS = 5 * 60_000;

/** Who listens, and what they were told. */
export class Live implements Sink {
  readonly name = 'live';
  /** Where those who come in from somewhere find room. */
  readonly seats: Seats;
  readonly #parts: LiveParts;
  readonly #encoder = new Encoder();
  readonly #clients = new Set<LiveClient>();
  readonly #told = new ToldDevices();
  readonly #health: HealthNews;
  readonly #air: AirFeed;
  readonly #log: LogFeed;
  /** There while anybody listens, or did lately. */
  #ring: Ring | undefined;
  #seq = 0;
  #snapshot: { readonly seq: number; readonly message: Message } | undefined;
  #cancelTick: Cancel | undefined;
  #cancelSleep: Cancel | undefined;
  #isClosed = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.seats = new Seats(parts.seatLimits);
    this.#health = new HealthNews(parts.health);
    const emit = (topic: LiveTopic, message: LiveMessage) => {
      if (this.#isWanted(topic)) this.#send(this.#encoder.encode(message, topic));
    };
    this.#air = new AirFeed({ ...parts, emit });
    this.#log = new LogFeed({ ...parts, emit });
  }

  /** By what numbers of this start are told from those of another. */
  get epoch(): string {
    return this.#parts.epoch;
  }

  /** How many listen. */
  get clients(): number {
    return this.#clients.size;
  }

  /** How often anything was written out. */
  get encodes(): number {
    return this.#encoder.count;
  }

  /** Adverts and lines that were left out since they came too fast. */
  get dropped(): number {
    return this.#air.dropped + this.#log.dropped;
  }

  /** Somebody listens from now on; `undefined` where the hub stops. */
  join(peer: Peer, { topics, scopes, since }: LiveWish): LiveClient | undefined {
    if (this.#isClosed) return undefined;
    this.#wake();
    const client = new LiveClient(peer, scopes, allowedTopics(topics, scopes));
    this.#begin(client, this.#seqOf(since));
    this.#clients.add(client);
    this.#listen();
    return client;
  }

  /** It wants these topics in the place of those before. */
  subscribe(client: LiveClient, topics: readonly LiveTopic[]): void {
    const before = client.topics;
    client.topics = allowedTopics(topics, client.scopes);
    client.give(this.#encoder.encode({ type: 'subscribed', topics: [...client.topics] }));
    const isNew = (topic: LiveTopic) => client.topics.has(topic) && !before.has(topic);
    // Whoever asks again and again without reading gets it once.
    if (!client.hasRoom) client.beginLater();
    else if (client.missesAfter !== undefined) this.#catchUp(client, client.missesAfter);
    if (client.missesAfter === undefined) {
      this.#tellAges();
      if (isNew('devices')) client.give(this.#snapshotNow());
      if (isNew('health')) client.give(this.#healthNow());
    } else if (isNew('devices')) client.beginLater();
    this.#listen();
  }

  /** Answers a sign of life. */
  pong(client: LiveClient): void {
    client.give(this.#encoder.encode({ type: 'pong' }));
  }

  /** It listens no more. */
  leave(client: LiveClient): void {
    if (!this.#clients.delete(client)) return;
    this.#listen();
    if (this.#clients.size > 0) return;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#cancelSleep?.();
    this.#cancelSleep = this.#parts.clock.after(AWAKE_MS, () => this.#sleep());
  }

  update(update: Update): void {
    if (!this.#ring) return;
    const fields = this.#told.take(update.device);
    if (!isWorthTelling(update, fields)) return;
    const { message, standing } = updateMessage(update, fields, ++this.#seq);
    this.#keep('devices', message, standing);
  }

  forget({ id }: Device): void {
    if (!this.#ring) return;
    this.#told.forget(id);
    this.#ring.settle(id);
    this.#keep('devices', { type: 'forgotten', seq: ++this.#seq, id });
  }

  /** Ends all talks: clients come again, and go on where they were if the hub is still the same. */
  close(): Promise<void> {
    this.#isClosed = true;
    for (const client of this.#clients) client.close(1001, 'the hub stops');
    this.#clients.clear();
    this.#listen();
    this.#sleep();
    return Promise.resolve();
  }

  #isWanted(topic: LiveTopic): boolean {
    return [...this.#clients].some(({ topics }) => topics.has(topic));
  }

  #listen(): void {
    const topics = new Set([...this.#clients].flatMap((client) => [...client.topics]));
    this.#air.listen(topics);
    this.#log.listen(topics);
  }

  #wake(): void {
    this.#cancelSleep?.();
    this.#cancelSleep = undefined;
    if (!this.#ring) {
      // Nobody noted what happened meanwhile: what was told before leads no further.
      this.#ring = new Ring(++this.#seq, this.#parts.ringLimits);
      for (const device of this.#parts.devices()) this.#told.take(device);
      this.#health.changed();
    }
    this.#cancelTick ??= this.#parts.clock.after(TICK_MS, () => this.#tick());
  }

  #sleep(): void {
    this.#cancelTick?.();
    this.#cancelSleep?.();
    this.#cancelTick = undefined;
    this.#cancelSleep = undefined;
    this.#ring = undefined;
    this.#snapshot = undefined;
    this.#told.clear();
  }

  #tick(): void {
    this.#cancelTick = this.#parts.clock.after(TICK_MS, () => this.#tick());
    this.#tellAges();
    this.#tellHealth();
    for (const client of this.#clients) {
      if (!client.hasRoom) continue;
      if (client.missesAfter !== undefined) this.#catchUp(client, client.missesAfter);
      for (const [topic, count] of client.takeDropped()) {
        client.give(this.#encoder.encode({ type: 'dropped', topic, count }));
      }
    }
  }

  /** What nobody was told of since it is no news: that devices are still heard, when, and how strong. */
  #tellAges(): void {
    for (const device of this.#parts.devices()) {
      if (this.#told.isTold(device)) continue;
      const timeMs = device.lastSeenMs ?? this.#parts.clock.now();
      this.update({ device, changed: [], events: [], timeMs });
    }
  }

  #tellHealth(): void {
    const report = this.#health.changed();
    if (!report) return;
    const standing = { about: 'health', fields: new Set(['report']) };
    this.#keep('health', { type: 'health', seq: ++this.#seq, report }, standing);
  }

  /** What a client begins with: what it missed, or how everything stands. */
  #begin(client: LiveClient, sinceSeq: number | undefined): void {
    this.#tellAges();
    this.#tellHealth();
    const missed = sinceSeq === undefined ? undefined : this.#ring?.after(sinceSeq);
    const { clock, epoch, version } = this.#parts;
    client.give(
      this.#encoder.encode({
        type: 'hello',
        epoch,
        seq: missed ? (sinceSeq ?? 0) : this.#seqOfHello(client),
        resumed: missed !== undefined,
        time: isoTime(clock.now()) ?? '',
        version,
        topics: [...client.topics],
      }),
    );
    client.caughtUp();
    if (!missed && client.topics.has('devices')) client.give(this.#snapshotNow());
    for (const message of missed ?? []) client.offer(message);
    // Last, since its number says that nothing before it is missed: of what it had no room for, all is.
    if (client.topics.has('health')) client.give(this.#healthNow(client.missesAfter));
  }

  /**
   * Whoever goes before the snapshot has come is to get it the next time: where the health follows, its number
   * says that it came.
   */
  #seqOfHello({ topics }: LiveClient): number {
    return topics.has('health') ? 0 : this.#seq;
  }

  /** It had no room for a while, and has now. */
  #catchUp(client: LiveClient, missesAfter: number): void {
    const missed = this.#ring?.after(missesAfter);
    if (!missed) {
      this.#begin(client, undefined);
      return;
    }
    client.caughtUp();
    for (const message of missed) client.offer(message);
  }

  #keep(
    topic: LiveTopic,
    message: LiveMessage & { readonly seq: number },
    standing?: Standing,
  ): void {
    const written = { ...this.#encoder.encode(message, topic), seq: message.seq };
    this.#ring?.add(written, standing);
    this.#send(written);
  }

  #send(message: Message): void {
    for (const client of this.#clients) client.offer(message);
  }

  #snapshotNow(): Message {
    if (this.#snapshot?.seq !== this.#seq) {
      const message = this.#encoder.encode({ type: 'snapshot', items: [...this.#told.items] });
      this.#snapshot = { seq: this.#seq, message };
    }
    return this.#snapshot.message;
  }

  #healthNow(seq: number = this.#seq): Message {
    return this.#encoder.encode({ type: 'health', seq, report: this.#health.report });
  }

  /** The number in `<epoch>:<seq>`, where it is one of ours. */
  #seqOf(since: string | undefined): number | undefined {
    const [, epoch, digits] = /^(\w{1,32}):(\d{1,15})$/.exec(since ?? '') ?? [];
    const seq = Number(digits);
    return epoch === this.#parts.epoch && seq <= this.#seq ? seq : undefined;
  }
}

// Which hubs are there: each says so on a topic of its own, its last will takes that back, and one that
// says nothing any more is not counted either.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import { type ClusterBus, ClusterTopics, presenceOf } from './bus.ts';
import { HubTable, MAX_HUBS, type MemberFacts } from './hub-table.ts';
import { HubTimes } from './hub-times.ts';
import { type HubState, MAX_NAME, MAX_RADIOS, parseHubState, parsePresence } from './messages.ts';
import { Ground, type Standing } from './standing.ts';

/** How long a goodbye may take. */
const FAREWELL_MS = 500;
/** So often, at most, something false that others say of us is put right. */
const CORRECTION_MS = 1_000;

/** Who this hub is. */
export interface OwnHub {
  readonly hubId: string;
  /** Made up anew with every start, so that others know a start when they see one: 8 hex digits. */
  readonly run: string;
  /** For people. */
  readonly name: string;
  readonly version: string;
  /** Names of the radios that hear something at the moment. */
  readonly radios: () => readonly string[];
}

/** What it works with. */
export interface MembershipParts {
  readonly bus: ClusterBus;
  readonly base: string;
  readonly own: OwnHub;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who tells of changes. */
export interface MembershipListener {
  /** A hub came or went. */
  changed(): void;
  /** What the hub says comes back to it, or will not. */
  stood(standing: Standing): void;
}

/** The hubs on one broker with one base. */
export class Membership {
  readonly topics: ClusterTopics;
  readonly times = new HubTimes(MAX_HUBS);
  readonly #parts: MembershipParts;
  readonly #table: HubTable;
  readonly #listeners: MembershipListener[] = [];
  #saidRadios = '';
  readonly #ground: Ground;
  #isClosing = false;
  #onFarewell = () => {};
  /** Somebody said something false of us, or of all. */
  #isWrong = false;
  /** That we are gone, that is. */
  #isDoubted = false;
  #cancelCorrection: Cancel | undefined;
  /** Messages that nobody can use. */
  #refused = 0;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
    const { bus, base } = parts;
    this.topics = new ClusterTopics(base);
    this.#ground = new Ground({
      isConnected: () => bus.isConnected,
      clock: parts.clock,
      onChange: () => this.#stand(),
    });
    this.#table = new HubTable({ ...parts, onChange: () => this.#change() });
    bus.subscribe(this.topics.presence, (_, payload, isRetained) => {
      this.#ground.heard();
      if (!isRetained) this.#presence(payload);
    });
    bus.subscribe(this.topics.state('+'), (topic, payload, isRetained) => {
      this.#state(topic, payload, isRetained);
    });
    bus.onOpen(() => this.#opened());
    if (bus.isConnected) this.#opened();
  }

  listen(listener: MembershipListener): void {
    this.#listeners.push(listener);
  }

  get standing(): Standing {
    return this.#ground.standing;
  }

  /** Whether no other hub is there, as far as is known. */
  get isAlone(): boolean {
    return this.#table.isAlone;
  }

  /** Whether this hub says what needs saying once: the first by id of those that are there. */
  get isLead(): boolean {
    return this.#table.isLead;
  }

  /** The other hubs that are there, by id. */
  get others(): readonly string[] {
    return this.#table.others;
  }

  /** Messages that nobody can use. */
  get refused(): number {
    return this.#refused;
  }

  /** Whether another hub is there, does not seem stuck, and hears something. */
  isLive(hubId: string): boolean {
    return this.#table.isLive(hubId);
  }

  /** Whether this hub hears something. */
  get hasEars(): boolean {
    return this.#own.radios().length > 0;
  }

  /** What people call another hub. */
  nameOf(hubId: string): string {
    return this.#table.nameOf(hubId);
  }

  /** Another hub said something, sent at a moment of its clock: it is there. False where there is no room. */
  heardFrom(hubId: string, run: string, sentMs: number): boolean {
    if (!this.#table.admits(hubId)) return false;
    this.times.note(hubId, run, sentMs, this.#parts.clock.steady());
    this.#table.heard(hubId, run);
    return true;
  }

  /** A message was of no use. */
  refuse(): void {
    this.#refused++;
  }

  /** Lets those go that have said nothing for too long. Nobody can say anything while the broker is away. */
  tick(): void {
    if (this.standing === 'away') return;
    if (this.#own.radios().join() !== this.#saidRadios) this.#sayState();
    // Whoever died while nobody was there to see its last will stands as online till somebody says so.
    this.#table.tick((hubId, facts) => this.#sayLost(hubId, facts));
  }

  /**
   * Says that this hub goes, and waits until all have heard it: of several that go at once, the last one
   * then knows that it is.
   */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    const { clock } = this.#parts;
    this.#ground.close();
    this.#cancelCorrection?.();
    const isHeard = this.standing === 'settling' || this.standing === 'settled';
    this.#isClosing = true;
    const heard = new Promise<void>((resolve) => {
      if (!isHeard) return resolve();
      const cancel = clock.after(FAREWELL_MS, resolve);
      this.#onFarewell = () => {
        cancel();
        resolve();
      };
    });
    this.#sayState();
    await heard;
  }

  get #own(): OwnHub {
    return this.#parts.own;
  }

  #sayState(): void {
    const { bus } = this.#parts;
    this.#saidRadios = this.#own.radios().join();
    bus.putState(this.topics.state(this.#own.hubId), () => this.#ownState(), { isFirst: true });
  }

  #ownState(): string {
    const { run, name, version, radios } = this.#own;
    const state = this.#isClosing ? 'offline' : 'online';
    const { session } = this.#ground;
    // What nobody takes, nobody hears: not even this hub, which would count as deaf then.
    const [shortName, ...shortRadios] = [name, ...radios().slice(0, MAX_RADIOS)].map((text) =>
      text.slice(0, MAX_NAME),
    );
    return JSON.stringify({ state, name: shortName, version, run, session, radios: shortRadios });
  }

  #opened(): void {
    this.#table.renew();
    this.#ground.opened();
    this.#sayState();
  }

  #state(topic: string, payload: string, isRetained: boolean): void {
    const hubId = this.topics.hubOf(topic);
    const state = parseHubState(payload);
    if (hubId === this.#own.hubId) this.#ownEcho(state, isRetained);
    else if (hubId === undefined || !state) this.refuse();
    else if (state.state === 'offline') this.#table.offline(hubId, state);
    else if (this.#table.admits(hubId)) this.#table.online(hubId, state);
    else this.refuse();
  }

  /** What stands on our own topic: our words, unless somebody takes us for lost. */
  #ownEcho(state: HubState | undefined, isRetained: boolean): void {
    if (isRetained) return;
    const isOurs = state?.run === this.#own.run;
    if (this.#isClosing) {
      if (isOurs && state.state === 'offline') this.#onFarewell();
    } else if (isOurs && state.state === 'online') {
      this.#ground.echoed(state.session);
    } else {
      this.#isDoubted = true;
      this.#correct();
    }
  }

  /** Somebody is gone for good or lost: as long as we are there, the presence of all is "online". */
  #presence(payload: string): void {
    const presence = parsePresence(payload);
    if (!presence) this.refuse();
    if (presence?.state !== 'offline' || this.#isClosing) return;
    const { hub } = presence;
    if (hub === this.#own.hubId) this.#isDoubted = true;
    const facts = hub === undefined ? undefined : this.#table.factsOf(hub);
    if (hub !== undefined && facts) {
      this.#sayLost(hub, facts);
      this.#table.left(hub, 'is lost');
    }
    this.#correct();
  }

  /** Says of another hub what it can no longer say itself. One that is there after all puts it right. */
  #sayLost(hubId: string, { name, run, session }: MemberFacts): void {
    const lost = JSON.stringify({ state: 'offline', name, run, session });
    this.#parts.bus.addEvent(this.topics.state(hubId), lost, { isRetained: true });
  }

  /**
   * At once, and then not again for a moment: whoever writes nonsense all the time gets few answers, the
   * last of them behind the last nonsense.
   */
  #correct(): void {
    if (this.#isClosing) return;
    this.#isWrong = true;
    if (!this.#cancelCorrection) this.#putRight();
  }

  #putRight(): void {
    const { bus, base, clock } = this.#parts;
    this.#cancelCorrection = undefined;
    if (!this.#isWrong || !bus.isConnected) return;
    this.#isWrong = false;
    if (this.#isDoubted) this.#ground.doubted();
    this.#isDoubted = false;
    const { topic, online } = presenceOf(base, this.#own.hubId);
    bus.addEvent(topic, online, { isRetained: true });
    this.#sayState();
    this.#cancelCorrection = clock.after(CORRECTION_MS, () => this.#putRight());
  }

  #change(): void {
    for (const listener of this.#listeners) listener.changed();
  }

  #stand(): void {
    const { standing } = this;
    if (standing === 'deaf') {
      this.#parts.log.warn(
        'CLUSTER_DEAF',
        `the MQTT broker does not let us hear ${this.topics.state('+')}: where there are several hubs, what they tell is doubled. Let this user read and write there`,
      );
    }
    for (const listener of this.#listeners) listener.stood(standing);
  }
}

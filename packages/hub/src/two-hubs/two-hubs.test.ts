// The simulated home with two hubs on one broker, for an hour of virtual time: the broker, a radio and a hub
// are killed in turn. What a reader of the broker sees is in two-hubs.txt.

import { addressDigits, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { configuredIn, HomeAir } from './home-air.contract.ts';
import { BASE, HubNode } from './hub-node.contract.ts';
import { PipeBroker, type Taken } from './pipe-broker.contract.ts';
import { PressLedger } from './press-ledger.contract.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);
const MINUTE_MS = 60_000;
/** Finer than anything that hubs agree on, and coarse enough for an hour. */
const STEP_MS = 50;

describe('two hubs in one home', () => {
  it('tell of every press once, of no stranger, and are back within seconds whatever is killed', async () => {
    const stage = new Stage();
    const { east, west, broker } = stage;
    await stage.begin();
    await stage.pass(15);

    await stage.kills(
      'the broker',
      () => broker.stop(),
      0.5,
      () => broker.start(),
    );
    await stage.isBack('everything that was kept', () => stage.missing().length === 0);
    await stage.pass(9);

    await stage.kills('the radio of east', () => east.unplug());
    await stage.isBack('all that west hears', () => stage.ownedBy(west) === stage.heardBy(west));
    await stage.pass(2);
    stage.say('the radio of east is plugged in again');
    east.plugIn();
    await stage.pass(8);

    await stage.kills('the hub west', () => {
      west.kill();
      broker.cut(west.id);
    });
    await stage.isBack('all that east hears', () => stage.ownedBy(east) === stage.heardBy(east));
    await stage.pass(5);
    stage.say('the hub west starts again');
    await west.start();
    await stage.pass(20);
    await stage.end();

    const { ledger } = stage;
    expect(ledger.told).toEqual(ledger.expected);
    expect(ledger.idsTold).toBe(ledger.presses);
    expect(stage.strangersTold()).toEqual([]);
    expect([...ledger.turned.keys()]).toEqual(['Dimmer']);
    expect(stage.dialsOf(east)).toEqual(ledger.turned);
    expect(stage.dialsOf(west)).toEqual(ledger.turned);
    await expect(stage.transcript()).toMatchFileSnapshot('./two-hubs.txt');
  }, 60_000);
});

/** The home, two hubs, a broker, and what its readers see. */
class Stage {
  readonly clock = new VirtualClock(START_MS);
  readonly air = new HomeAir(this.clock);
  readonly broker = new PipeBroker((message) => this.#taken(message));
  readonly east = this.#node(1, 'east', 4);
  readonly west = this.#node(2, 'west', -4);
  readonly #lines: string[] = [];
  readonly ledger = new PressLedger(this.air.home);
  #before: readonly string[] = [];

  async begin(): Promise<void> {
    this.air.onHeard = (radio, advert) => {
      if ([this.east, this.west].some((node) => node.hears(radio))) this.ledger.heard(advert);
    };
    await this.broker.start();
    await this.east.start();
    await this.west.start();
    this.air.start();
  }

  async pass(minutes: number): Promise<void> {
    for (let steps = (minutes * MINUTE_MS) / STEP_MS; steps > 0; steps--) await this.#step();
  }

  async kills(
    what: string,
    kill: () => unknown,
    minutes = 0,
    revive: () => unknown = () => {},
  ): Promise<void> {
    this.#before = this.#kept();
    this.say(`${what} is killed`);
    await kill();
    await this.pass(minutes);
    if (minutes === 0) return;
    this.say(`${what} is there again`);
    await revive();
  }

  /** Notes how long it takes. */
  async isBack(what: string, isBack: () => boolean): Promise<void> {
    const startMs = this.clock.steady();
    while (!isBack()) {
      await this.#step();
      if (this.clock.steady() - startMs > MINUTE_MS) throw new Error(`${what} is not back`);
    }
    this.say(`${what} is told again after ${(this.clock.steady() - startMs) / 1000} s`);
  }

  async end(): Promise<void> {
    this.say(
      `kept for ${this.#kept().length} topics, ${this.#entities().length} devices announced`,
    );
    await this.#run(this.west.stop());
    await this.#run(this.east.stop());
    await this.broker.stop();
  }

  say(line: string): void {
    const goneMs = this.clock.steady() - START_MS;
    const minutes = Math.floor(goneMs / MINUTE_MS);
    const seconds = (goneMs % MINUTE_MS) / 1000;
    const time = `${String(minutes).padStart(2, '0')}:${seconds.toFixed(1).padStart(4, '0')}`;
    this.#lines.push(`${time}  ${line}`);
  }

  transcript(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** What the broker kept before, and does not keep again. */
  missing(): readonly string[] {
    return this.#before.filter((topic) => !this.broker.retained.has(topic));
  }

  /** How many devices a hub tells of, of those that it hears. */
  ownedBy(node: HubNode): number {
    return [...this.#heardBy(node)].filter((id) => node.cluster?.owns(id)).length;
  }

  heardBy(node: HubNode): number {
    return this.#heardBy(node).length;
  }

  /** How far dials are turned, as a hub has it. */
  dialsOf({ hub }: HubNode): ReadonlyMap<string, number> {
    const devices = hub?.devices ?? [];
    return new Map(
      devices.flatMap(({ name = '', dialSum }) => (dialSum === undefined ? [] : [[name, dialSum]])),
    );
  }

  /** Strangers of which the broker keeps anything. */
  strangersTold(): readonly string[] {
    const strangers = configuredIn(this.air.home).strangers.map(({ address }) =>
      addressDigits(address),
    );
    const announced = this.#entities().filter((topic) => !topic.includes('_hub_'));
    const known = this.air.home.devices.map(({ address }) => addressDigits(address));
    const unknown = announced.filter((topic) => !known.some((id) => topic.includes(id)));
    return [...unknown, ...announced.filter((topic) => strangers.some((id) => topic.includes(id)))];
  }

  #heardBy(node: HubNode): readonly string[] {
    return [...(node.hub?.heardHere() ?? [])]
      .filter(({ receivers }) => receivers.length > 0)
      .map(({ id }) => id);
  }

  #kept(): readonly string[] {
    return [...this.broker.retained.keys()].filter((topic) => !topic.startsWith(`${BASE}/hubs/`));
  }

  #entities(): readonly string[] {
    return this.#kept().filter((topic) => topic.startsWith('homeassistant/device/'));
  }

  #node(number: number, name: string, x: number): HubNode {
    const open = (client: string) => () => this.broker.open(client);
    const way = (client: string) => ({ url: 'mqtt://in.this.process', open: open(client) });
    return new HubNode(this.clock, way, this.air, { number, name, at: { x, y: 1, z: 1 } });
  }

  async #step(): Promise<void> {
    await this.clock.advance(STEP_MS);
    await this.broker.settled();
  }

  async #run(promise: Promise<unknown>): Promise<void> {
    const state = { isOver: false };
    void promise.finally(() => {
      state.isOver = true;
    });
    while (!state.isOver) await this.#step();
  }

  #taken({ client, topic, payload }: Taken): void {
    const node = [this.east, this.west].find(({ id }) => id === client)?.name ?? client;
    if (topic === `${BASE}/bridge/state`) this.say(`${node}: bridge ${payload}`);
    if (topic.startsWith(`${BASE}/hubs/`) && topic.endsWith('/state')) {
      const { state, name, radios = [] } = JSON.parse(payload);
      this.say(`${node}: hub ${name} ${state}, ${radios.length} radios`);
    }
    const words = this.ledger.read(topic, payload);
    if (words !== undefined) this.say(`${node}: ${words}`);
  }
}

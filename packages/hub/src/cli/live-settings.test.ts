// Settings that a hub takes over while it runs, as its broker and its server see it.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Watcher } from '../sinks/mqtt-watcher.contract.ts';
import { FakeProgram } from './fake-terminal.contract.ts';

describe('a hub whose configuration changes while it runs', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await RunningHub.start();
  });
  beforeEach(() => hub.change(''));
  afterAll(() => hub[Symbol.asyncDispose]());

  it('tells Home Assistant elsewhere, or nothing at all, and then has itself found as a Tasmota', async () => {
    await hub.until((stands) =>
      stands.has(/^homeassistant\/device\/bluebell_[0-9A-F]{12}\/config/),
    );
    await hub.until((stands) => stands.has(/^homeassistant\/device\/bluebell_hub_/));
    // What a test before this one wanted instead may still be on its way out.
    await hub.until((stands) => !stands.has(/^tasmota\/discovery\//));
    const first = hub.stands.topics(/^homeassistant\//);

    await hub.change('home_assistant: {prefix: there}\n');
    await hub.until((stands) => !stands.has(/^homeassistant\//) && stands.has(/^there\/device\//));
    await hub.until((stands) =>
      first.every((topic) =>
        stands.has(new RegExp(`^${topic.replace('homeassistant', 'there')}$`)),
      ),
    );

    await hub.change('home_assistant: {enabled: false}\n');
    await hub.until((stands) => !stands.has(/^there\//) && stands.has(/^tasmota\/discovery\//));
    expect(hub.stands.has(/\/options$/)).toBe(false);
    expect(hub.stands.has(/^bluebell\/.+\/availability$/)).toBe(true);

    await hub.change('home_assistant: {enabled: true}\n');
    await hub.until(
      (stands) =>
        first.every((topic) => stands.has(new RegExp(`^${topic}$`))) &&
        !stands.has(/^tasmota\/disc/),
    );
    expect(hub.restartsFor('home_assistant')).toBe(false);
  });

  it('moves all devices to topics of another kind, and tells Home Assistant where they are', async () => {
    const named = /^bluebell\/(?!bridge|hubs)[a-z][^/]*(\/[a-z]+)?$/i;
    const byId = /^bluebell\/[0-9A-F]{12}$/;
    await hub.until((stands) => stands.topics(named).length > 6);
    await hub.until((stands) =>
      stands.has(/^homeassistant\/device\/bluebell_[0-9A-F]{12}\/config/),
    );

    await hub.change('mqtt: {device_topic: id}\n');
    await hub.until((stands) => stands.topics(byId).length > 2);
    await hub.until((stands) =>
      stands
        .topics(/^bluebell\/(?!bridge|hubs)/)
        .every((topic) => /^bluebell\/[0-9A-F]{12}/.test(topic)),
    );
    await hub.until((stands) =>
      stands
        .payloads(/^homeassistant\/device\/bluebell_[0-9A-F]{12}\/config/)
        .every((payload) => /"bluebell\/[0-9A-F]{12}"/.test(payload)),
    );
    expect(hub.restartsFor('mqtt.device_topic')).toBe(false);
  });

  it('speaks Homie, elsewhere, and no more', async () => {
    await hub.change('homie: {enabled: true}\n');
    await hub.until((stands) => stands.topics(/^homie\/5\/[0-9a-f]{12}\/\$state$/).length > 2);
    await hub.change('homie: {enabled: true, base: other}\n');
    await hub.until((stands) => stands.topics(/^other\/5\/[0-9a-f]{12}\/\$state$/).length > 2);
    expect(hub.stands.topics(/^homie\//)).toEqual([]);
    await hub.change('');
    await hub.until((stands) => !stands.has(/^other\//));
    expect(hub.restartsFor('homie')).toBe(false);
  });

  it('announces sensors as disco.be does, and takes that back', async () => {
    const entity = /^homeassistant\/sensor\/[^/]+\/config$/;
    await hub.change('home_assistant: {enabled: false}\ntasmota: {disco: announce}\n');
    await hub.until((stands) => stands.topics(entity).length > 1);
    await hub.change('home_assistant: {enabled: false}\ntasmota: {disco: remove}\n');
    await hub.until((stands) => !stands.has(entity));
    expect(hub.restartsFor('tasmota')).toBe(false);
  });

  it('adds sensors, or no more of them', async () => {
    expect(await hub.command('MI32Option3')).toMatch(/"MI32Option3":"?(?:1|ON)/);
    await hub.change('discover: false\n');
    expect(await hub.command('MI32Option3')).toMatch(/"MI32Option3":"?(?:0|OFF)/);
    expect(hub.restartsFor('discover')).toBe(false);
  });

  it('lets in whom the configuration lets in now, and tells what it wants told', async () => {
    const metrics = () => hub.get('/metrics');
    await hub.until((stands) => stands.has(/^bluebell\/[^/]+\/availability$/));
    expect(await (await metrics()).text()).toMatch(/bluebell_device_temperature_celsius\{/);

    await hub.change('web: {device_metrics: false}\n');
    expect(await (await metrics()).text()).not.toContain('bluebell_device_temperature_celsius');

    await hub.change('web: {password: open sesame}\n');
    expect((await metrics()).status).toBe(401);
    expect((await hub.get('/metrics', 'admin:open sesame')).status).toBe(200);
    await hub.change('web: {password: close sesame, user: cassim}\n');
    expect((await hub.get('/metrics', 'admin:open sesame')).status).toBe(401);
    expect((await hub.get('/metrics', 'cassim:close sesame')).status).toBe(200);
    await hub.change('mqtt: {keepalive_s: 30}\n');
    expect(hub.restartsFor('mqtt.keepalive_s')).toBe(true);
    expect(hub.restartsFor('web')).toBe(false);
  });
});

/** What stands on a broker: states, since what happens is kept by none. */
class Standing {
  readonly #watcher: Watcher;
  readonly #texts = new Map<string, string>();
  #read = 0;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  topics(pattern: RegExp): readonly string[] {
    return [...this.#now.keys()].filter((topic) => pattern.test(topic));
  }

  payloads(pattern: RegExp): readonly string[] {
    return [...this.#now].flatMap(([topic, text]) => (pattern.test(topic) ? [text] : []));
  }

  has(pattern: RegExp): boolean {
    return this.topics(pattern).length > 0;
  }

  get #now(): ReadonlyMap<string, string> {
    const news = this.#watcher.messages.slice(this.#read);
    this.#read += news.length;
    for (const { topic, payload } of news) {
      if (payload === '') this.#texts.delete(topic);
      else if (!/\/events?(\/|$)/.test(topic)) this.#texts.set(topic, payload);
    }
    return this.#texts;
  }
}

/** The demonstration, somebody who sees all that its broker says, and a hand that writes its configuration. */
class RunningHub implements AsyncDisposable {
  readonly stands: Standing;
  readonly #folder: string;
  readonly #program: FakeProgram;
  readonly #running: Promise<number>;
  readonly #watcher: Watcher;
  readonly #before: string;
  #changes = 0;

  private constructor(
    folder: string,
    program: FakeProgram,
    running: Promise<number>,
    watcher: Watcher,
    before: string,
  ) {
    this.#folder = folder;
    this.#program = program;
    this.#running = running;
    this.#watcher = watcher;
    this.#before = before;
    this.stands = new Standing(watcher);
  }

  static async start(): Promise<RunningHub> {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-live-'));
    const env = { BLUEBELL_DATA: folder, BLUEBELL_BROKER__PORT: '0', BLUEBELL_WEB__PORT: '0' };
    const program = new FakeProgram({ env });
    const running = program.run('run', '--demo');
    await program.stdout.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
    const url = /mqtt:\/\/127\.0\.0\.1:\d+/.exec(program.stdout.text)?.[0] ?? '';
    const watcher = await Watcher.on(url, {}, '#');
    const before = await readFile(join(folder, 'config/demo/config.yaml'), 'utf8');
    return new RunningHub(folder, program, running, watcher, before);
  }

  /** Writes these settings beside those of the demonstration, in the place of those before. */
  async change(settings: string): Promise<void> {
    // By this one it is seen when all of them are taken over.
    const mark = `change${++this.#changes}`;
    const text = `${this.#before}${settings}log: {levels: {${mark}: info}}\n`;
    await writeFile(join(this.#folder, 'config/demo/config.yaml'), text);
    await this.#program.stderr.until(new RegExp(`CONFIG_APPLIED.*log\\.levels\\.${mark}`));
  }

  until(isSo: (stands: Standing) => boolean): Promise<void> {
    return this.#watcher.until(() => isSo(this.stands));
  }

  /** Whether a setting, or one in a section, was ever left to a restart. */
  restartsFor(setting: string): boolean {
    return new RegExp(`CONFIG_RESTART.* ${setting}\\b`).test(this.#program.stderr.text);
  }

  get(path: string, login?: string): Promise<Response> {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(this.#program.stderr.text)?.[0] ?? '';
    const headers = login && { Authorization: `Basic ${Buffer.from(login).toString('base64')}` };
    return fetch(url + path, headers ? { headers } : {});
  }

  async command(line: string): Promise<string> {
    return (await this.get(`/cm?cmnd=${encodeURIComponent(line)}`)).text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watcher[Symbol.asyncDispose]();
    this.#program.stop.abort();
    await this.#running;
    await rm(this.#folder, { recursive: true });
  }
}

// Keys and passwords go in, and nothing of them comes out: not in logs, views, MQTT or JSON.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { formatAddress, fromHex, type Log, systemClock } from '@bluebell/ble/core';
import { makeResolvable } from '@bluebell/ble/crypto';
import type { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { radioOf, stranger, thermometer } from './air.contract.ts';
import { deviceItem } from './api/device-item.ts';
import { exposition } from './api/metrics/exposition.ts';
import { Overview } from './api/overview.ts';
import { startBroker } from './broker.ts';
import { deviceJson } from './cli/device-json.ts';
import { hubFromConfig, mqttOptions } from './cli/hub-from-config.ts';
import { LineView } from './cli/line-view.ts';
import { Screen } from './cli/view/screen.ts';
import { TerminalView } from './cli/view/terminal-view.ts';
import {
  type Config,
  ConfigError,
  formatProblem,
  loadConfig,
  parseConfig,
} from './config/index.ts';
import type { Hub } from './hub.ts';
import { leaksOf } from './leak.contract.ts';
import { createLog, LogOutput } from './log.ts';
import { RequestDesk } from './requests/index.ts';
import { Bridge } from './sinks/bridge/bridge.ts';
import { MqttSink } from './sinks/mqtt.ts';
import { MqttLink } from './sinks/mqtt-link.ts';
import { presenceOn } from './sinks/mqtt-link-parts.ts';
import { Watcher } from './sinks/mqtt-watcher.contract.ts';
import { MemoryState } from './store/memory-state.contract.ts';

/** What must not come out. No two share a piece, and none looks like an address or a number. */
const KEYS = {
  right: 'c0ffee15600dd06f00d5ca1ab1e0b5e1',
  wrong: 'deadbea7facade5eed0ff1ce7e1ec0de',
  tooShort: 'badc0de5ba1d1deafab1e0addedfa5',
  beacon: 'b01dfaceca55e77edecade5e',
  ofMi32: 'feedfaceb0a7c0a1bead5add1e5a1ad5',
  identity: 'ec0234a357c8ad05341010a60a397d9b',
  identityOfMi32: 'a11ce5ca1ed0b0e5f1e1d5ea5e1dea5e',
  shortIdentity: 'd15ea5ed0dd5ba115ace',
  password: 'correct-horse-battery',
};

const CONFIG = `
mqtt:
  username: hub
  password: !secret mqtt_password
  url: BROKER
log: { level: debug }
mi32cfg: mi32cfg
devices:
  A4:C1:38:00:00:01: { name: kitchen, key: ${KEYS.right} }
  A4:C1:38:00:00:02: { name: cellar, key: ${KEYS.wrong.toUpperCase()} }
  A4:C1:38:00:00:03: { name: attic, key: ${KEYS.tooShort} }
  A4:C1:38:00:00:04: { name: dimmer, key: ${KEYS.beacon} }
phones:
  anna: { irk: ${KEYS.identity}, away_after_s: 10 }
  ben: { irk: ${KEYS.shortIdentity}, address: 7C:D1:C3:00:00:02 }
`;

const MI32 = [
  { MAC: 'A4C138000005', PID: '055b', key: KEYS.ofMi32.toUpperCase() },
  { MAC: 'A4C138000006', PID: '055b', key: `${KEYS.ofMi32}00` },
  { MAC: '7CD1C3000003', PID: '0000', key: KEYS.identityOfMi32, name: 'carla', feat: 16384 },
];

describe('a hub with keys', () => {
  it('lets nothing of them out', async () => {
    const printed: string[] = [];
    const print = (text: string) => printed.push(text);
    await using broker = disposable(await startBroker({ port: 0 }));
    await using watcher = await Watcher.on(broker.url);
    await using folder = await folderOf(CONFIG.replace('BROKER', broker.url));

    const { config, known, warnings, settings } = await loadConfig(
      join(folder.path, 'config.yaml'),
    );
    let rounds = 0;
    for (const format of ['pretty', 'json'] as const) {
      rounds++;
      const log = createLog({ level: 'debug', format }, new LogOutput(print));
      for (const warning of warnings) log.warn('CONFIG', formatProblem(warning));
      log.error('WRONG', 'somebody logs what he should not', { config, ...known });

      const store = new MemoryState();
      const hub = hubFromConfig(config, known, [radioOf(air())], log, { store });
      addViews(hub, print);
      const options = mqttOptions(config, broker.url, `test-${format}`);
      const parts = { log, clock: systemClock, random: Math.random };
      const link = new MqttLink(options, presenceOn(config.mqtt.base), parts);
      hub.addSink(new MqttSink(link, { clock: systemClock }));
      const told = tellOf(hub, link, config, log);
      hub.addSink(told.bridge);
      await hub.run();
      print(await told.everything());
      print(JSON.stringify({ devices: hub.devices.map(deviceJson), counts: hub.counts }));
      print(JSON.stringify(store.devices()));
      await watcher.until(() => watcher.on('bluebell/bridge/info').length >= rounds);
      await hub.stop();
      await link.close();
    }
    await watcher.until(() => watcher.on('bluebell/bridge/state').length === 4);
    print(JSON.stringify([config, [...known.keys], known.phones, settings, warnings]));
    print(inspect([config, known, settings, warnings], { depth: 9, showHidden: true }));
    for (const { topic, payload } of watcher.messages) print(`${topic} ${payload}`);

    const text = printed.join('\n');
    // It has seen it all: what the keys opened, what they did not, and what is wrong with them.
    for (const seen of [
      '21.5',
      'auth_failed',
      'wrong key',
      'bad_key_length',
      'has 30 hex digits',
      'config_schema',
      'bluebell_frames_unreadable_total{reason="auth_failed"}',
      'anna',
      'home',
    ]) {
      expect(text).toContain(seen);
    }
    expect(leaksOf(text, Object.values(KEYS))).toEqual([]);
  });

  it.each([
    ['a key that stands where an address belongs', `devices: { ${KEYS.right}: {} }`],
    [
      'a key that stands where a name belongs',
      `devices: { A4C138000001: { name: ${KEYS.right} } }`,
    ],
    ['a key under a misspelt setting', `devices: { A4C138000001: { kay: ${KEYS.right} } }`],
    ['a key in a line that is no YAML', `devices: { A4C138000001: { key: [${KEYS.right} }`],
    [
      'a key that was given twice',
      `devices: { A4C138000001: { key: ${KEYS.right}, key: ${KEYS.wrong} } }`,
    ],
    ['a password in an address', `mqtt: { url: "mqtt://hub:${KEYS.password}@host" }`],
    ['a key of no hex at all', `devices: { A4C138000001: { key: ${KEYS.right}zz } }\nnope: 1`],
  ])('refuses a configuration without repeating %s', async (_, text) => {
    const error: unknown = await parseConfig(text, 'config.yaml').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigError);
    expect(
      leaksOf(`${String(error)} ${inspect(error, { depth: 9 })}`, Object.values(KEYS)),
    ).toEqual([]);
  });
});

describe('leaksOf', () => {
  it.each([
    ['whole', KEYS.right],
    ['a piece of it', `xx${KEYS.right.slice(5, 13)}xx`],
    ['upper case', KEYS.right.toUpperCase()],
    ['marks between its bytes', KEYS.right.replace(/(..)/g, '$1:')],
    ['a list of numbers in hex', KEYS.right.replace(/(..)/g, '0x$1, ')],
  ])('finds a key that is there: %s', (_, text) => {
    expect(leaksOf(`before ${text} behind`, [KEYS.right])).not.toEqual([]);
    expect(leaksOf(`before ${text} behind`, [KEYS.wrong])).toEqual([]);
  });
});

/** Frames that the right key opens, frames that the configured one does not, and two phones. */
function* air(): Generator<Advert, void> {
  for (const counter of [1, 2, 3]) {
    yield sealed('A4:C1:38:00:00:01', KEYS.right, counter);
    for (const n of [2, 3, 4, 5, 6, 7]) yield sealed(`A4:C1:38:00:00:0${n}`, KEYS.right, counter);
    yield sealed('A4:C1:38:00:00:05', KEYS.ofMi32, counter + 10);
    yield sealed('A4:C1:38:00:00:01', KEYS.right, 4 - counter);
    yield thermometer({ celsius: 99, atMs: counter * 1_000 });
  }
  for (const irk of [KEYS.identity, KEYS.identityOfMi32]) {
    const from = formatAddress(makeResolvable(fromHex(irk), 4711));
    yield stranger({ from, addressType: 'random' });
  }
}

function sealed(from: string, key: string, counter: number): Advert {
  const atMs = counter * 10_000;
  return thermometer({ from, key, counter, celsius: 21.5, isPressed: true, atMs });
}

/** All that others are told of the hub: by MQTT, as numbers, and as answers. */
function tellOf(hub: Hub, link: MqttLink, config: Config, log: Log) {
  const clock = systemClock;
  const overview = new Overview({
    hub,
    hubId: '0123456789ab',
    version: '1',
    clock,
    radios: () => [],
    link,
    health: [],
    hasDeviceMetrics: () => true,
  });
  const requests = new RequestDesk({ hub, overview, clock }, log);
  const bridge = new Bridge(link, {
    overview,
    requests,
    hubId: overview.hubId,
    base: config.mqtt.base,
    info: () => ({ config, restartRequired: [] }),
    logLevel: 'debug',
    clock,
    log,
  });
  const everything = async () => {
    const asked = ['status', 'health', 'devices'].map((name) =>
      requests.answer(name, { args: {} }),
    );
    const { text } = await exposition(overview.metrics, 'prometheus');
    overview.close();
    return text + JSON.stringify([await Promise.all(asked), hub.devices.map(deviceItem)]);
  };
  return { bridge, everything };
}

function addViews(hub: Hub, print: (text: string) => void): void {
  hub.addSink(new LineView(print, false));
  hub.addSink(new LineView(print, true));
  const screen = new Screen({ columns: 200, rows: 50, write: print }, (_, text) => text);
  const view = new TerminalView({
    screen,
    clock: systemClock,
    devices: () => hub.devices,
    counts: () => hub.counts,
    radios: ['test'],
    head: () => ({
      title: 'test',
      facts: [],
      hints: [],
    }),
  });
  hub.addSink({
    name: 'drawing',
    update: () => view.draw(),
    forget: () => {},
    close: async () => {},
  });
  hub.addSink(view);
}

/** A folder with a configuration, its secrets and a mi32cfg file. */
async function folderOf(config: string) {
  const path = await mkdtemp(join(tmpdir(), 'bluebell-secrecy-'));
  await writeFile(join(path, 'config.yaml'), config);
  await writeFile(join(path, 'secrets.yaml'), `mqtt_password: ${KEYS.password}\n`);
  await writeFile(join(path, 'mi32cfg'), `${JSON.stringify(MI32)}\0`);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

function disposable<T extends { close(): Promise<void> }>(it: T): T & AsyncDisposable {
  return Object.assign(it, { [Symbol.asyncDispose]: () => it.close() });
}

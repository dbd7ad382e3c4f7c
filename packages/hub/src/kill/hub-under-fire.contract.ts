// A hub that does nothing but take in what must not be lost, and says of each thing when it is safe: its
// parent ends it without warning, starts it anew, and looks for what it said.

import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseAddress, silentLog, systemClock } from '@bluebell/ble/core';
import { START_MS, thermometer, through } from '../air.contract.ts';
import { hubFromConfig } from '../cli/hub-from-config.ts';
import { mi32FromConfig } from '../cli/mi32-from-config.ts';
import { type Answer, type CommandPorts, startCommands } from '../commands/index.ts';
import { ConfigFile } from '../config/config-file.ts';
import type { Hub } from '../hub.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Update } from '../state/device.ts';
import { DEFAULT_HISTORY } from '../store/history-settings.ts';
import { HistorySink } from '../store/history-sink.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { mi32Ports } from '../tasmota/config/command-ports.ts';
import { type Mi32Memory, openMi32State } from '../tasmota/config/mi32-state.ts';
import { FRESH } from '../tasmota/settings/fresh-settings.contract.ts';
import { TasmotaStore } from '../tasmota/settings/tasmota-store.ts';
import { KEY, KITCHEN, type Line, type Thing } from './lines.contract.ts';

/** A sensor that nobody ever hears: its key has to wait. */
const AWAITED = 'A4C138000099';

/** Frames that are heard again after a start: the newest that were safe. */
const HEARD_AGAIN = 30;

/** By the rules of BTHome, a sensor whose counter is below 100 has a new battery. */
const FIRST_COUNTER = 1_000;

/** The kitchen's sensor. */
const ID = 'A4C138000001';

async function main(root: string, lastSafe: number): Promise<void> {
  const folder = {
    config: join(root, 'config'),
    state: join(root, 'state'),
    history: join(root, 'history'),
  };
  const log = { ...silentLog, error: (_: string, text: string) => say({ kind: 'trouble', text }) };
  const store = openStore(folder, { clock: systemClock, log, history: DEFAULT_HISTORY });
  const file = await ConfigFile.open(join(folder.config, 'config.yaml'), { environment: {} });
  const memory = await openMi32State(folder);
  const settings = await TasmotaStore.open({
    path: join(folder.state, 'tasmota.json'),
    defaults: FRESH,
    log,
  });
  const { config, known } = file.loaded;
  const mi32 = mi32FromConfig(file.loaded, { memory, log });
  const hub = hubFromConfig(config, known, [], log, { mi32, store: store.state });
  hub.addSink(new HistorySink(store.history));

  const found = {
    frame: numberOf(hub.device(ID)?.values.temperature),
    history: newestIn(store),
    name: numberIn(memory.content.names[0]?.name),
    key: numberIn(memory.content.keys[0]?.key),
    rule: numberIn(settings.values.rules[0]?.text),
    config: numberIn(known.names.get(parseAddress(KITCHEN))),
  };
  say({ kind: 'found', found });
  hearAgain(hub, lastSafe);
  hub.addSink(
    sinkOf(({ device, changed }) => {
      if (!changed.includes('temperature')) return;
      say({ kind: 'safe', thing: 'frame', number: numberOf(device.values.temperature) });
    }),
  );
  await goOn({ hub, store, file, memory, settings, found });
}

interface Everything {
  readonly hub: Hub;
  readonly store: Store;
  readonly file: ConfigFile;
  readonly memory: Mi32Memory;
  readonly settings: TasmotaStore;
  readonly found: Readonly<Record<Thing, number>>;
}

/** Sets one thing after the other, until it is ended. */
async function goOn({ hub, store, file, memory, settings, found }: Everything): Promise<never> {
  const { dispatcher } = startCommands({
    ports: portsOf(hub),
    store: settings,
    clock: systemClock,
    log: silentLog,
    answered: () => {},
    flush: async () => {
      await Promise.all([settings.flush(), memory.flush()]);
    },
  });
  const base = Math.max(...Object.values(found));
  const command = async (thing: Thing, number: number, line: string) => {
    const answers = await dispatcher.runLine(line);
    if (isError(answers)) throw new Error(`${line}: ${JSON.stringify(answers)}`);
    say({ kind: 'safe', thing, number });
  };
  for (let number = base + 1; ; number++) {
    hub.hear(frame(number));
    await Promise.all([
      command('name', number, `MI32Name0 n${number}`),
      command('key', number, `MI32Key ${digitsOf(number)}${AWAITED}`),
      command('rule', number, `Rule1 ON a#b=${number} DO Publish a ${number} ENDON`),
    ]);
    // Whoever asks gets what waits, and what they get is on the disk.
    const newest = newestIn(store);
    say({ kind: 'safe', thing: 'history', number: newest });
    if (number % 5 > 0) continue;
    await file.set([{ path: ['devices', KITCHEN, 'name'], value: `n${number}` }]);
    say({ kind: 'safe', thing: 'config', number });
  }
}

/** What was said before is said again, by whoever recorded it: none of it may count. */
function hearAgain(hub: Hub, lastSafe: number): void {
  let isOver = false;
  hub.addSink(
    sinkOf(({ device, changed, events }) => {
      const isNews = changed.includes('temperature') || events.length > 0;
      if (isOver || !isNews) return;
      say({ kind: 'replayed', counter: numberOf(device.values.temperature) });
    }),
  );
  for (let n = Math.max(1, lastSafe - HEARD_AGAIN); n <= lastSafe; n++) {
    hub.hear(frame(n, lastSafe + 0.5));
  }
  isOver = true;
}

/** An encrypted frame that says the number, at the time of the number or of another. */
function frame(number: number, time = number) {
  const counter = FIRST_COUNTER + number;
  return through(thermometer({ key: KEY, counter, celsius: number / 100, atMs: time * 1_000 }));
}

function numberOf(celsius: unknown): number {
  return typeof celsius === 'number' ? Math.round(celsius * 100) : 0;
}

/** Sixteen bytes of key that can be read as a number. */
function digitsOf(number: number): string {
  return String(number).padStart(32, '0');
}

function numberIn(text: string | undefined): number {
  return Number(/\d+/.exec(text ?? '')?.[0] ?? 0);
}

function newestIn({ history }: Store): number {
  const all = { fromMs: START_MS, toMs: START_MS + 1e10, points: 1 };
  const [point] = history.query({ deviceId: ID, quantity: 'temperature', ...all });
  return numberOf(point?.max);
}

function isError(answers: readonly Answer[]): boolean {
  return answers.length === 0 || answers.some(({ json }) => json.includes('"Error"'));
}

/** What sensors, keys and rules need; nobody asks for the rest. */
function portsOf(hub: Hub): Omit<CommandPorts, 'settings'> {
  if (!hub.mi32) throw new Error('a hub that was given a list has one');
  return {
    ...mi32Ports(hub.mi32, silentLog),
    mqtt: { publish: () => {}, sendTele: () => {} },
    status: { sensorJson: () => '{}', stateJson: () => '{}' },
    system: {
      version: '0.0.0',
      hostName: 'test',
      ipAddress: '192.0.2.7',
      mac: KITCHEN,
      startedMs: 0,
      broker: undefined,
      heapKb: 0,
      restart: () => {},
    },
  };
}

function sinkOf(update: (update: Update) => void): Sink {
  return { name: 'test', update, forget: () => {}, close: async () => {} };
}

/** At once, and whole: what is said is with the parent, whenever we end. */
function say(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

main(process.argv[2] ?? '', Number(process.argv[3] ?? 0)).catch((error: unknown) => {
  say({ kind: 'trouble', text: error instanceof Error ? `${error.stack}` : String(error) });
});

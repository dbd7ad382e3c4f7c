// What commands act on, in memory: two sensors, four relays, and a note of all that was done.

import { type Log, silentLog, toHex, VirtualClock } from '@bluebell/ble/core';
import { FRESH } from '../tasmota/settings/fresh-settings.contract.ts';
import type { TasmotaSettings } from '../tasmota/settings/settings.ts';
import type { SettingsListener } from '../tasmota/settings/tasmota-store.ts';
import type { Answer } from './dispatcher.ts';
import type { CommandPorts, OptionNumber } from './ports.ts';
import { type StartedCommands, startCommands } from './start-commands.ts';

/** Friday noon, in the time of this machine. */
const NOON_MS = new Date(2025, 0, 10, 12).getTime();

const SENSOR_JSON =
  '{"Time":"2025-01-10T12:00:00","LYWSD03-a1b2c3":{"Temperature":21.4,"Humidity":48.3,"DewPoint":10.0,"Battery":87,"RSSI":-61,"MAC":"A4C138A1B2C3"},"TempUnit":"C"}';

/** Commands and rules at work, and what can be seen of them. */
export interface MemoryHub extends StartedCommands {
  readonly clock: VirtualClock;
  /** What was done, in order: `publish a/b on`, `key 112233445566 0011…`, `restart`. */
  readonly done: string[];
  /** Answers that nobody waited for. */
  readonly unasked: Answer[];
  readonly settings: { readonly values: TasmotaSettings };
  /** Sends a line, and gives the JSON of the answers, each on a line. */
  readonly ask: (line: string) => Promise<string>;
  /** Waits until all is done that leads to more at once. */
  readonly settled: () => Promise<void>;
  /** Which relays are on. */
  readonly relaysOn: () => readonly number[];
}

/** Makes one. Relays tell the rules what became of them, as in the hub. */
export function memoryHub(log: Log = silentLog, flush?: () => Promise<void>): MemoryHub {
  const clock = new VirtualClock(NOON_MS);
  const done: string[] = [];
  const unasked: Answer[] = [];
  const relays = [false, false, false, false];
  const store = memoryStore();
  const ports: Omit<CommandPorts, 'settings'> = {
    options: memoryOptions(),
    sensors: memorySensors(['LYWSD03', 'YLKG08']),
    keys: { set: (mac, key) => void done.push(`key ${mac} ${toHex(key)}`) },
    mi32cfg: {
      save: () => {
        done.push('save');
        return Promise.resolve();
      },
      load: () => {
        done.push('load');
        return Promise.resolve();
      },
    },
    relays: {
      count: relays.length,
      get: (relay) => relays[relay - 1] ?? false,
      set(relay, isOn) {
        const isNews = relays[relay - 1] !== isOn;
        relays[relay - 1] = isOn;
        if (isNews) commands.rules.onPower(relay, isOn);
      },
    },
    mqtt: {
      publish: (topic, payload, isRetained) =>
        void done.push(`${isRetained ? 'retain' : 'publish'} ${topic} ${payload}`),
      sendTele: () => void done.push('tele'),
    },
    status: { sensorJson: () => SENSOR_JSON, stateJson: () => '{"Uptime":"0T00:15:14"}' },
    system: {
      version: '0.1.0',
      hostName: 'tasmota-A1B2C3-5059',
      ipAddress: '192.0.2.7',
      mac: 'A4:C1:38:A1:B2:C3',
      startedMs: NOON_MS - 914_000,
      broker: { host: '192.0.2.1', port: 1883, clientId: 'attic', user: 'me', connections: 2 },
      heapKb: 4096,
      restart: () => void done.push('restart'),
    },
  };
  const answered = (answer: Answer) => void unasked.push(answer);
  const commands = startCommands({ ports, store, clock, log, answered, flush });
  return {
    ...commands,
    clock,
    done,
    unasked,
    settings: store,
    ask: async (line) => {
      const answers = await commands.dispatcher.runLine(line);
      return answers.map(({ json }) => json).join('\n');
    },
    settled: async () => {
      for (let before = -1; before < unasked.length; ) {
        before = unasked.length;
        await commands.dispatcher.run('Delay', '');
      }
    },
    relaysOn: () => relays.flatMap((isOn, index) => (isOn ? [index + 1] : [])),
  };
}

function memoryStore() {
  const listeners: SettingsListener[] = [];
  return {
    values: FRESH,
    defaults: FRESH,
    change(part: Partial<TasmotaSettings>) {
      this.values = { ...this.values, ...part };
      for (const listener of listeners) listener(part);
    },
    onChange: (listener: SettingsListener) => void listeners.push(listener),
  };
}

function memoryOptions() {
  const on = new Set<OptionNumber>([0]);
  return {
    get: (option: OptionNumber) => on.has(option),
    set: (option: OptionNumber, isOn: boolean) => void (isOn ? on.add(option) : on.delete(option)),
  };
}

function memorySensors(types: readonly string[]) {
  const names = new Map<number, string>();
  return {
    count: types.length,
    rename(slot: number, name: string) {
      names.set(slot, name);
      return types[slot] && (name || types[slot]);
    },
  };
}

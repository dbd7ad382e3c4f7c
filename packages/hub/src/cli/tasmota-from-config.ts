// The Tasmota mode of a hub: its sink, and the commands and rules behind it.

import { join } from 'node:path';
import { type Log, systemClock } from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import { type CommandPorts, type StartedCommands, startCommands } from '../commands/index.ts';
import type { Config } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import type { Hub } from '../hub.ts';
import { type MqttSinkOptions, mqttSettings } from '../sinks/mqtt-settings.ts';
import { TasmotaSink } from '../sinks/tasmota.ts';
import { mi32Ports } from '../tasmota/config/command-ports.ts';
import type { Mi32Memory } from '../tasmota/config/mi32-state.ts';
import { Option } from '../tasmota/config/options.ts';
import { Disco, type DiscoLink } from '../tasmota/disco/disco.ts';
import type { Mi32 } from '../tasmota/mi32.ts';
import { Topics } from '../tasmota/mqtt/topics.ts';
import type { TasmotaSettings } from '../tasmota/settings/settings.ts';
import { TasmotaStore } from '../tasmota/settings/tasmota-store.ts';
import { SystemFacts } from '../tasmota/system-facts.ts';
import { identityFor, type TasmotaIdentity } from '../tasmota/tasmota-identity.ts';
import type { Closing } from './closing.ts';
import { type FollowedFile, follow, livePart } from './live-section.ts';
import { addsSensors } from './mi32-from-config.ts';

/** What the mode is made from. */
export interface TasmotaSetup {
  readonly hub: Hub;
  readonly mi32: Mi32;
  /** As it was at the start. */
  readonly config: Config;
  readonly file: FollowedFile;
  readonly folder: DataFolder;
  /** Twelve hex digits. */
  readonly instanceId: string;
  /** The broker; absent where there is none. */
  readonly mqtt: MqttSinkOptions | undefined;
  /** Options, relays, keys and names: nothing is answered before it holds what was said. */
  readonly memory: Pick<Mi32Memory, 'flush'>;
  /** Where Home Assistant is told of sensors in the way of disco.be, where that is wanted. */
  readonly homeAssistant?: DiscoLink | undefined;
  readonly restart: () => void;
  readonly log: Log;
}

/** What it gives to those who need it further. */
export interface StartedTasmota extends StartedCommands {
  readonly sink: TasmotaSink;
}

/** The file of what commands set, in the folder of the state. */
const STATE_FILE = 'tasmota.json';

/** Starts the mode, and adds its sink to the hub. */
export async function addTasmota(setup: TasmotaSetup, closing: Closing): Promise<StartedTasmota> {
  const { hub, mi32, config, folder, log } = setup;
  const { prefixes, flushAll, enabled } = config.tasmota;
  const discovery = wantsDiscovery(config);
  const identity = identityFor(setup.instanceId);
  const mqtt = enabled ? setup.mqtt : undefined;
  const store = await TasmotaStore.open({
    path: join(folder.state, STATE_FILE),
    defaults: defaultsFor(config, identity),
    log,
  });
  closing.defer(() => store.flush());
  const machine = new SystemFacts({
    version: packageJson.version,
    mac: identity.address,
    startedMs: systemClock.steady(),
    broker: () => mqtt && brokerFacts(mqtt, sink.connections),
    restart: setup.restart,
  });
  const sink: TasmotaSink = new TasmotaSink(
    { mqtt, prefixes, discovery, flushAll },
    {
      identity,
      machine,
      settings: store,
      list: mi32.list,
      options: mi32.options,
      relays: mi32.relays,
      clock: systemClock,
      log,
      random: Math.random,
    },
  );
  const ports: Omit<CommandPorts, 'settings'> = {
    ...mi32Ports(mi32, log),
    mqtt: sink,
    status: sink,
    system: machine,
  };
  const started = startCommands({
    ports,
    store,
    clock: systemClock,
    log,
    answered: (answer) => sink.publishAnswer(answer),
    flush: async () => {
      await Promise.all([store.flush(), setup.memory.flush()]);
    },
  });
  closing.defer(() => started.dispatcher.close());
  const disco = mqtt && setup.homeAssistant && addDisco(setup, setup.homeAssistant, store, closing);
  connect(sink, started, mi32, { hasBroker: mqtt !== undefined, disco });
  follow(setup.file, wantsDiscovery, (isWanted) => {
    sink.isDiscovered = isWanted;
  });
  follow(
    setup.file,
    ({ tasmota }) => tasmota,
    ({ flushAll: flushesAll, tracked }) => {
      sink.flushesAll = flushesAll;
      mi32.tracker.limit = tracked;
    },
  );
  follow(
    setup.file,
    (now) => now.discover,
    () => mi32.options.setDefault(Option.addSensors, addsSensors(setup.file.loaded)),
  );
  hub.addSink(sink);
  return { ...started, sink };
}

/** What Home Assistant finds by its own discovery, it need not find twice. */
function wantsDiscovery({ tasmota, home_assistant }: Config): boolean {
  return tasmota.discovery ?? !home_assistant.enabled;
}

/** Gives what is there at the moment, if anything. */
type DiscoNow = () => Disco | undefined;

/** Entities as the script disco.be makes them, on the topics where telemetry stands. */
function addDisco(
  setup: TasmotaSetup,
  link: DiscoLink,
  store: TasmotaStore,
  closing: Closing,
): DiscoNow {
  const { hub, mi32, config } = setup;
  let disco: Disco | undefined;
  const make = ({ mode, prefix }: DiscoSettings) => {
    disco = undefined;
    if (mode === 'off') return undefined;
    const place = () => {
      const { topic, fullTopic } = store.values;
      return {
        prefix,
        topic,
        tele: (which: string, what: string) =>
          new Topics({ topic: which, fullTopic }, config.tasmota.prefixes, '').tele(what),
      };
    };
    const made = new Disco({ mode, link, list: mi32.list, place });
    disco = made;
    hub.addSink(made);
    return {
      end: (next: DiscoSettings) => {
        hub.removeSink(made);
        const isKept = next.mode === 'off' || next.prefix === prefix;
        made.end(isKept && next.mode !== 'remove' ? 'kept' : 'removed');
      },
    };
  };
  store.onChange(({ topic, fullTopic }) => {
    if (topic !== undefined || fullTopic !== undefined) disco?.announce();
  });
  livePart(setup, discoSettings, make, closing);
  return () => disco;
}

function discoSettings({ tasmota, home_assistant }: Config) {
  return { mode: tasmota.disco, prefix: home_assistant.prefix };
}

type DiscoSettings = ReturnType<typeof discoSettings>;

/** Commands run, rules hear; the system has booted once the broker let us in, if there is one. */
function connect(
  sink: TasmotaSink,
  { dispatcher, rules }: StartedCommands,
  mi32: Mi32,
  { hasBroker, disco }: { readonly hasBroker: boolean; readonly disco: DiscoNow | undefined },
): void {
  let isBooted = false;
  const boot = () => {
    if (!isBooted) rules.onBoot();
    isBooted = true;
  };
  sink.attach({
    run: ({ name, payload }) => dispatcher.run(name, payload),
    heard: (json, isTele) => {
      disco?.()?.heard(json);
      rules.onMessage(json, isTele);
    },
    link: (state) => {
      if (state === 'Connected') boot();
      rules.onMqtt(state);
    },
  });
  for (const [index, relay] of mi32.relays.entries()) {
    relay.onChange((isOn) => rules.onPower(index + 1, isOn));
  }
  if (!hasBroker) boot();
}

function defaultsFor({ tasmota }: Config, identity: TasmotaIdentity): TasmotaSettings {
  return {
    telePeriodS: tasmota.telePeriod,
    topic: tasmota.topic ?? identity.topic,
    fullTopic: tasmota.fullTopic,
    deviceName: 'bluebell',
    tempRes: 1,
    humRes: 1,
    isFahrenheit: false,
    isAnsweredByName: false,
    isBluetoothOn: true,
    isSensorRetained: false,
    isStateRetained: false,
    isStatusRetained: false,
    rules: [],
  };
}

function brokerFacts(mqtt: MqttSinkOptions, connections: number) {
  const { host, port, clientId, username } = mqttSettings(mqtt);
  return { host, port, clientId, user: username ?? '', connections };
}

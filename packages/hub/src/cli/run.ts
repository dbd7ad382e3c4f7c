// `bluebell run`: the hub.

import { hostname } from 'node:os';
import { systemClock } from '@bluebell/ble/core';
import { historyHealth } from '../api/history-health.ts';
import { ignoredMetrics } from '../api/metrics/ignored-metrics.ts';
import { RecentProblems } from '../api/recent-problems.ts';
import { formatProblem, loadConfig } from '../config/index.ts';
import type { DemoHome } from '../demo/demo-home.ts';
import type { Hub } from '../hub.ts';
import { instanceId } from '../instance-id.ts';
import { LogOutput } from '../log.ts';
import { appSettings, serviceFromEnvironment } from '../service/index.ts';
import { Bridge } from '../sinks/bridge/bridge.ts';
import { historySettings } from '../store/history-settings.ts';
import { HistorySink } from '../store/history-sink.ts';
import { openStore } from '../store/open-store.ts';
import { LateBus } from '../tasmota/relays/late-bus.ts';
import { ClockWatch } from '../watch/clock-watch.ts';
import { Closing } from './closing.ts';
import { addDemo } from './demo-from-config.ts';
import { doctorOf } from './doctor-from-hub.ts';
import { openEars } from './ears-from-config.ts';
import { ExitCode } from './exit.ts';
import { followConfig } from './follow-config.ts';
import { gatewaysFromConfig } from './gateways-from-config.ts';
import { addHomeAssistant } from './home-assistant-from-config.ts';
import { hubFromConfig, mqttOptions } from './hub-from-config.ts';
import { follow } from './live-section.ts';
import { mi32FromConfig } from './mi32-from-config.ts';
import { addMqtt, type StartedMqtt, untilTold } from './mqtt-from-config.ts';
import { prepareFolderOf } from './prepare-folder.ts';
import { configFor } from './run-config.ts';
import { brokerFor, mi32MemoryFor, openLog, stateHealth } from './run-parts.ts';
import { addTasmota } from './tasmota-from-config.ts';
import type { Terminal } from './terminal.ts';

/** What `bluebell run` is asked to do. */
export interface RunOptions {
  /** A simulated home, with data of its own. */
  readonly demo?: boolean | undefined;
  /** Another configuration file than that of the data folder. */
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  /** Radios instead of those of the configuration. */
  readonly radio?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** Runs the hub until `stop` aborts; gives the exit code. */
export async function run(
  options: RunOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  await using closing = new Closing();
  const ground = await openGround(options, terminal, closing);
  const restarting = new AbortController();
  const core = await makeHub(ground, options.radio, () => restarting.abort(), closing);
  const demo = addDemo(ground, core, closing);
  const voices = await addVoices(ground, core, closing);
  // What shows the hub to people takes as long to load as what hears and tells: so it comes second.
  if (voices.mqtt) await untilTold(voices.mqtt.link);
  let isStarted = false;
  const server = await addOwnServer(
    ground,
    core,
    { ...voices, demo, isReady: () => isStarted },
    closing,
  );
  if (voices.mqtt) addReaders(core, voices.mqtt, server, closing);
  const { hub, store, radios, mqttUrl } = core;
  const { file, log, output } = ground;
  followConfig({ hub, store, file, log, demo }, closing);
  await demo.resume();
  const { addView } = await import('./run-view.ts');
  const facts = {
    isDemo: options.demo ?? false,
    configFile: file.file,
    isNewConfig: ground.isNew,
    mqttUrl,
    isMqttThere: () => (voices.mqtt?.link ?? voices.tasmota?.sink)?.isConnected ?? false,
    pageUrl: server.server.url,
    radios: radios.map((radio) => radio.name),
  };
  closing.defer(addView(hub, facts, { isJson: options.json ?? false, terminal, output, log }));
  const service = serviceFromEnvironment(terminal.env, { log });
  // A sign of life tells that the loop turns. Radios that are gone are tried again and again anyway: a new
  // start would help them no more, and take from everybody what the hub still knows.
  closing.defer(service.watch(() => true));
  isStarted = true;
  service.ready(`${radios.length} radios, ${mqttUrl ?? 'no MQTT'}`);
  await untilStopped(hub, AbortSignal.any([stop, restarting.signal]));
  void service.stopping();
  return restarting.signal.aborted ? ExitCode.restart : ExitCode.ok;
}

/** What stands before there is a hub. */
type Ground = Awaited<ReturnType<typeof openGround>>;

/** Reads the configuration, and opens the log. */
async function openGround(options: RunOptions, terminal: Terminal, closing: Closing) {
  const app = await appSettings({ environment: terminal.env });
  const environment = { ...terminal.env, ...app.environment };
  const folder = await prepareFolderOf(options, { env: environment });
  const { file, isNew } = await configFor(options, folder, { ...terminal, env: environment });
  const { config, warnings } = file.loaded;
  const output = new LogOutput((line) => terminal.stderr.write(`${line}\n`));
  const log = openLog(config, terminal, output, closing);
  const problems = new RecentProblems();
  log.onEntry(problems.take);
  for (const warning of warnings) log.warn('CONFIG', formatProblem(warning));
  if (app.warning !== undefined) log.warn('HOME_ASSISTANT_BROKER', app.warning);
  return { environment, folder, file, isNew, config, output, log, problems };
}

/** The hub with its ears and its memory: nobody is told anything yet. */
type Core = Awaited<ReturnType<typeof makeHub>>;

/** Opens what is remembered and what hears, and makes the hub. */
async function makeHub(
  { environment, folder, file, config, log }: Ground,
  names: readonly string[] | undefined,
  restart: () => void,
  closing: Closing,
) {
  const clockWatch = new ClockWatch(systemClock, { log });
  closing.defer(() => clockWatch.close());
  const history = historySettings(config.history);
  const store = openStore(folder, { clock: systemClock, log, history });
  closing.defer(() => store.close());
  const hubId = await instanceId(folder);
  const { radios: own, watch, hearing } = await openEars({ names, folder, file, log }, closing);
  const broker = await brokerFor(config, log, closing);
  const memory = await mi32MemoryFor(folder, log, closing);
  const mqttUrl = config.mqtt.url ?? broker?.url;
  const gateways = gatewaysFromConfig({ config, hubId, watch, clock: systemClock });
  const radios = gateways.earsWith(own);
  const bus = new LateBus();
  const reread = () => loadConfig(file.file, { environment });
  const mi32 = mi32FromConfig(file.loaded, { memory, bus, log, reread });
  const { state } = store;
  const hub = hubFromConfig(config, file.loaded.known, radios, log, { mi32, store: state });
  watch.onHeardAgain = () => hub.skipGap();
  hub.addSink(new HistorySink(store.history));
  // What most parts that come later are made from.
  const common = { hub, hubId, name: hostname(), file, watch, state, log, restart };
  return { hub, common, store, radios, hearing, gateways, clockWatch, memory, bus, mqttUrl };
}

/** Who tells what the hub hears. */
type Voices = Awaited<ReturnType<typeof addVoices>>;

/** Connects to the broker, in our own words and in Tasmota's. */
async function addVoices({ config, folder }: Ground, core: Core, closing: Closing) {
  const { hub, common, hearing, gateways, memory, bus, mqttUrl: url } = core;
  const clientId = config.mqtt.client_id ?? `bluebell-${common.hubId}`;
  const mqttFor =
    url === undefined ? undefined : (end: string) => mqttOptions(config, url, clientId + end);
  const mqtt = mqttFor && addMqtt({ ...common, radios: hearing, mqttFor }, closing);
  if (mqtt) gateways.attach(mqtt.link, hub);
  // Sinks say goodbye before their connections close.
  closing.defer(() => hub.stop());
  if (!hub.mi32) return { mqtt, tasmota: undefined };
  const tasmota = await addTasmota(
    {
      ...common,
      mi32: hub.mi32,
      config,
      folder,
      memory,
      instanceId: common.hubId,
      // A connection of its own: each has but one last will.
      mqtt: mqttFor?.('-tasmota'),
      homeAssistant: mqtt?.link,
    },
    closing,
  );
  bus.attach(tasmota.sink);
  return { mqtt, tasmota };
}

/** Web pages, requests, health and metrics. */
type Server = Awaited<ReturnType<typeof addOwnServer>>;

/** Starts the server, and what its answers come from. */
async function addOwnServer(
  { folder, file, problems }: Ground,
  { common, store, clockWatch, mqttUrl }: Core,
  {
    mqtt,
    tasmota,
    demo,
    isReady,
  }: Voices & {
    readonly demo: DemoHome;
    readonly isReady: () => boolean;
  },
  closing: Closing,
) {
  const { addServer } = await import('./server-from-config.ts');
  const health = [clockWatch, file, stateHealth(store), ...(mqtt ? [mqtt.cluster] : [])];
  const doctor = doctorOf({
    ...common,
    health: [...health, historyHealth(store.history)],
    mqtt,
    mqttUrl,
    clock: systemClock,
  });
  return addServer(
    {
      ...common,
      loaded: () => file.loaded,
      folder,
      dispatcher: tasmota?.dispatcher,
      radios: () => common.watch.facts(),
      link: mqtt?.link,
      broker: mqttUrl,
      history: store.history,
      past: store.history,
      copies: store.copies,
      problems: problems.all,
      health: [common.watch, ...health],
      config: file,
      doctor,
      demo,
      isReady,
    },
    closing,
  );
}

/** Those who read our own topics: Home Assistant, and whoever watches or asks the hub there. */
function addReaders(
  { hub, common, gateways }: Core,
  mqtt: StartedMqtt,
  { overview, requests }: Server,
  closing: Closing,
): void {
  const { file, hubId, log } = common;
  // The base of the configuration may be one that waits for a restart.
  const { base } = mqtt.link.settings;
  const logLevel = file.loaded.config.mqtt.log_level;
  const health = () => overview.health();
  const discovery = addHomeAssistant({ ...common, mqtt, health }, closing);
  const hubs = () => ({ hubs_unusable: mqtt.cluster.counts.refused });
  overview.addMetrics(ignoredMetrics([discovery, hubs, () => gateways.ignored]));
  const bridge = new Bridge(mqtt.link, {
    overview,
    requests,
    hubId,
    base,
    lead: mqtt.cluster.lead,
    info: () => ({ config: file.loaded.config, restartRequired: file.restartRequired }),
    clock: systemClock,
    log,
    logLevel,
  });
  hub.addSink(bridge);
  follow(
    file,
    (now) => now.mqtt.log_level,
    (level) => {
      bridge.logLevel = level;
    },
  );
  log.onEntry((entry) => bridge.logged(entry));
}

/** Until somebody stops it. Radios that ended, such as recordings, do not end the hub. */
async function untilStopped(hub: Hub, stop: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([stopped, hub.run().then(() => stopped)]);
}

// `bluebell run`: the hub.

import { hostname } from 'node:os';
import { systemClock } from '@bluebell/ble/core';
import { historyHealth, RecentProblems } from '../api/index.ts';
import { formatProblem, loadConfig } from '../config/index.ts';
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
import { doctorOf } from './doctor-from-hub.ts';
import { openEars } from './ears-from-config.ts';
import { ExitCode } from './exit.ts';
import { followConfig } from './follow-config.ts';
import { gatewaysFromConfig } from './gateways-from-config.ts';
import { addHomeAssistant } from './home-assistant-from-config.ts';
import { hubFromConfig, mqttOptions } from './hub-from-config.ts';
import { mi32FromConfig } from './mi32-from-config.ts';
import { addMqtt } from './mqtt-from-config.ts';
import { configFor, dataFolderFor } from './run-config.ts';
import { brokerFor, mi32MemoryFor, openLog, stateHealth } from './run-parts.ts';
import { addView } from './run-view.ts';
import { addServer } from './server-from-config.ts';
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
  const app = await appSettings({ environment: terminal.env });
  const environment = { ...terminal.env, ...app.environment };
  const folder = await dataFolderFor(options, environment);
  const { file, isNew } = await configFor(options, folder, { ...terminal, env: environment });
  const { loaded } = file;
  const { config, warnings } = loaded;
  await using closing = new Closing();
  const output = new LogOutput((line) => terminal.stderr.write(`${line}\n`));
  const log = openLog(config, terminal, output, closing);
  const problems = new RecentProblems();
  log.onEntry(problems.take);
  for (const warning of warnings) log.warn('CONFIG', formatProblem(warning));
  if (app.warning !== undefined) log.warn('HOME_ASSISTANT_BROKER', app.warning);

  const clockWatch = new ClockWatch(systemClock, { log });
  closing.defer(() => clockWatch.close());
  const history = historySettings(config.history);
  const store = openStore(folder, { clock: systemClock, log, history });
  closing.defer(() => store.close());
  const hubId = await instanceId(folder);
  const ears = { names: options.radio, folder, file, log };
  const { radios: own, watch, hearing } = await openEars(ears, closing);
  const broker = await brokerFor(config, log, closing);
  const memory = await mi32MemoryFor(folder, log, closing);
  const url = config.mqtt.url ?? broker?.url;
  const clientId = config.mqtt.client_id ?? `bluebell-${hubId}`;
  const mqttFor =
    url === undefined ? undefined : (end: string) => mqttOptions(config, url, clientId + end);
  const gateways = gatewaysFromConfig({ config, hubId, watch, clock: systemClock });
  const radios = gateways.earsWith(own);
  const bus = new LateBus();
  const reread = () => loadConfig(file.file, { environment });
  const mi32 = mi32FromConfig(loaded, { memory, bus, log, reread });
  const { state } = store;
  const hub = hubFromConfig(config, loaded.known, radios, log, { mi32, store: state });
  watch.onHeardAgain = () => hub.skipGap();
  hub.addSink(new HistorySink(store.history));

  const restarting = new AbortController();
  const restart = () => restarting.abort();
  const name = hostname();
  const common = { hub, hubId, name, file, watch, state, log, restart };
  const mqtt = mqttFor && addMqtt({ ...common, radios: hearing, mqttFor }, closing);
  if (mqtt) gateways.attach(mqtt.link, hub);
  // Sinks say goodbye before their connections close.
  closing.defer(() => hub.stop());
  const tasmota =
    hub.mi32 &&
    (await addTasmota(
      {
        hub,
        mi32: hub.mi32,
        config,
        folder,
        memory,
        instanceId: hubId,
        // A connection of its own: each has but one last will.
        mqtt: mqttFor?.('-tasmota'),
        homeAssistant: mqtt?.link,
        restart,
        log,
      },
      closing,
    ));
  if (tasmota) bus.attach(tasmota.sink);
  const health = [clockWatch, file, stateHealth(store), ...(mqtt ? [mqtt.cluster] : [])];
  const doctor = doctorOf({
    ...common,
    health: [...health, historyHealth(store.history)],
    mqtt,
    mqttUrl: url,
    clock: systemClock,
  });
  let isStarted = false;
  const { overview, requests } = await addServer(
    {
      ...common,
      loaded: () => file.loaded,
      folder,
      dispatcher: tasmota?.dispatcher,
      radios: () => watch.facts(),
      link: mqtt?.link,
      broker: url,
      history: store.history,
      past: store.history,
      copies: store.copies,
      problems: problems.all,
      health: [watch, ...health],
      config: file,
      doctor,
      isReady: () => isStarted,
    },
    closing,
  );
  if (mqtt) {
    addHomeAssistant({ ...common, mqtt, health: () => overview.health() });
    const bridge = new Bridge(mqtt.link, {
      overview,
      requests,
      hubId,
      base: config.mqtt.base,
      lead: mqtt.cluster.lead,
      info: () => ({ config: file.loaded.config, restartRequired: file.restartRequired }),
      clock: systemClock,
      log,
      logLevel: config.mqtt.log_level,
    });
    hub.addSink(bridge);
    log.onEntry((entry) => bridge.logged(entry));
  }
  followConfig({ hub, file, log }, closing);
  const facts = {
    isDemo: options.demo ?? false,
    configFile: file.file,
    isNewConfig: isNew,
    mqttUrl: url,
    isMqttThere: () => (mqtt?.link ?? tasmota?.sink)?.isConnected ?? false,
    radios: radios.map((radio) => radio.name),
  };
  closing.defer(addView(hub, facts, { isJson: options.json ?? false, terminal, output, log }));
  const service = serviceFromEnvironment(terminal.env, { log });
  closing.defer(service.watch(() => overview.health().status !== 'down'));
  isStarted = true;
  service.ready(`${radios.length} radios, ${url ?? 'no MQTT'}`);
  await untilStopped(hub, AbortSignal.any([stop, restarting.signal]));
  void service.stopping();
  return restarting.signal.aborted ? ExitCode.restart : ExitCode.ok;
}

/** Until somebody stops it. Radios that ended, such as recordings, do not end the hub. */
async function untilStopped(hub: Hub, stop: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([stopped, hub.run().then(() => stopped)]);
}

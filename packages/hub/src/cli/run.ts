// `bluebell run`: the hub.

import { join } from 'node:path';
import { BleError, type Log, systemClock } from '@bluebell/ble/core';
import { RadioState } from '../bonds/radio-state.ts';
import { type Broker, startBroker } from '../broker.ts';
import {
  CONFIG_FILE,
  type Config,
  createDefaultConfig,
  formatProblem,
  type LoadedConfig,
  loadConfig,
  parseConfig,
} from '../config/index.ts';
import {
  type DataFolder,
  findDataFolder,
  prepareDataFolder,
  processSurroundings,
  subFolder,
} from '../data-folder.ts';
import type { Hub } from '../hub.ts';
import { instanceId } from '../instance-id.ts';
import { createLog, LogOutput } from '../log.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';
import {
  forgetfulMi32State,
  type Mi32Memory,
  openMi32State,
} from '../tasmota/config/mi32-state.ts';
import { LateBus } from '../tasmota/relays/late-bus.ts';
import { Closing } from './closing.ts';
import { writeDemoConfig } from './demo-config.ts';
import { ExitCode, messageOf } from './exit.ts';
import { hubFromConfig, mqttOptions } from './hub-from-config.ts';
import { mi32FromConfig } from './mi32-from-config.ts';
import { openRadios } from './open-radios.ts';
import { addView } from './run-view.ts';
import { addTasmota } from './tasmota-from-config.ts';
import { complain, type Terminal } from './terminal.ts';
import { addWeb } from './web-from-config.ts';

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
  const folder = await dataFolderFor(options, terminal);
  const { loaded, isNew } = await configFor(options, folder, terminal);
  const { config, known, warnings, file } = loaded;
  const output = new LogOutput((line) => terminal.stderr.write(`${line}\n`));
  const log = createLog({ level: config.log.level, format: logFormat(config, terminal) }, output);
  for (const warning of warnings) log.warn('CONFIG', formatProblem(warning));

  await using closing = new Closing();
  const names = options.radio ?? config.radios;
  const state = await radioStateFor(folder, log);
  if (state) closing.defer(() => state.flush());
  const origin = options.radio ? undefined : loaded;
  const kept = await state?.optionsFor(names);
  const radios = await openRadios(names, origin, closing, { log, ...kept });
  const broker = await brokerFor(config, log, closing);
  const memory = await mi32MemoryFor(folder, log);
  closing.defer(() => memory.flush());
  const bus = new LateBus();
  const reread = () => loadConfig(file, { environment: terminal.env });
  const mi32 = mi32FromConfig(loaded, { memory, bus, log, reread });
  const hub = hubFromConfig(config, known, radios, log, { mi32 });
  closing.defer(() => hub.stop());
  const url = config.mqtt.url ?? broker?.url;
  const id = await instanceId(folder);
  const clientId = config.mqtt.client_id ?? `bluebell-${id}`;
  const mqttFor = (name: string) =>
    url === undefined ? undefined : mqttOptions(config, url, clientId + name);
  const mqtt = addMqtt(hub, config, mqttFor(''), log);
  const restarting = new AbortController();
  const tasmota =
    hub.mi32 &&
    (await addTasmota(
      {
        hub,
        mi32: hub.mi32,
        config,
        folder,
        instanceId: id,
        // A connection of its own: each has but one last will.
        mqtt: mqttFor('-tasmota'),
        restart: () => restarting.abort(),
        log,
      },
      closing,
    ));
  if (tasmota) {
    bus.attach(tasmota.sink);
    await addWeb({ config, folder, dispatcher: tasmota.dispatcher, log }, closing);
  }
  const facts = {
    isDemo: options.demo ?? false,
    configFile: file,
    isNewConfig: isNew,
    mqttUrl: url,
    isMqttThere: () => (mqtt ?? tasmota?.sink)?.isConnected ?? false,
    radios: names,
  };
  closing.defer(addView(hub, facts, { isJson: options.json ?? false, terminal, output, log }));
  await untilStopped(hub, AbortSignal.any([stop, restarting.signal]));
  return restarting.signal.aborted ? ExitCode.restart : ExitCode.ok;
}

async function dataFolderFor(
  { data, demo }: RunOptions,
  { env: environment }: Terminal,
): Promise<DataFolder> {
  const found = findDataFolder({ ...processSurroundings(data), environment });
  const folder = demo ? subFolder(found, 'demo') : found;
  await prepareDataFolder(folder);
  return folder;
}

/** The configuration to use; the default one is written when there is none. */
async function configFor(
  { config, demo }: RunOptions,
  folder: DataFolder,
  terminal: Terminal,
): Promise<{ readonly loaded: LoadedConfig; readonly isNew: boolean }> {
  const environment = terminal.env;
  if (config !== undefined) {
    return { loaded: await loadConfig(config, { environment }), isNew: false };
  }
  if (demo) {
    const file = await writeDemoConfig(folder);
    return { loaded: await loadConfig(file, { environment }), isNew: false };
  }
  const { kind, ...creation } = await createDefaultConfig(folder.config);
  const file = join(folder.config, CONFIG_FILE);
  if ('error' in creation) {
    complain(terminal, `${messageOf(creation.error)}; going on with all defaults`);
    return { loaded: await parseConfig('', file, { environment }), isNew: false };
  }
  return { loaded: await loadConfig(file, { environment }), isNew: kind === 'written' };
}

/** Bonds and the like; a hub hears sensors without them too. */
async function radioStateFor(folder: DataFolder, log: Log): Promise<RadioState | undefined> {
  try {
    return await RadioState.open(folder);
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    log.warn('BONDS', `going on without bonds: ${error.message}`);
    return undefined;
  }
}

/** Options and relays; where their file is of no use, they are kept in memory alone. */
async function mi32MemoryFor(folder: DataFolder, log: Log): Promise<Mi32Memory> {
  try {
    return await openMi32State(folder);
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    log.warn('TASMOTA_STATE', `options are forgotten when the hub ends: ${error.message}`);
    return forgetfulMi32State();
  }
}

async function brokerFor(
  { mqtt, broker }: Config,
  log: Log,
  closing: Closing,
): Promise<Broker | undefined> {
  if (mqtt.url !== undefined || !broker.enabled) return undefined;
  const started = await startBroker({ host: broker.host, port: broker.port, log });
  closing.defer(() => started.close());
  return started;
}

/** Our own topics, where there is a broker and they are wanted. */
function addMqtt(
  hub: Hub,
  { mqtt }: Config,
  options: MqttSinkOptions | undefined,
  log: Log,
): MqttSink | undefined {
  if (!options || !mqtt.clean_topics) return undefined;
  const sink = new MqttSink(options, { log, clock: systemClock, random: Math.random });
  hub.addSink(sink);
  return sink;
}

/** Until somebody stops it. Radios that ended, such as recordings, do not end the hub. */
async function untilStopped(hub: Hub, stop: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([stopped, hub.run().then(() => stopped)]);
}

function logFormat({ log }: Config, { stderr }: Terminal): 'pretty' | 'json' {
  if (log.format !== 'auto') return log.format;
  return stderr.isTTY ? 'pretty' : 'json';
}

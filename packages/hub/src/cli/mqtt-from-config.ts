// Everything that a hub says on MQTT in its own words, as a configuration describes it: one connection
// for its topics, for Home Assistant and for other hubs, and one for Homie.

import { type Log, parseAddress, sleep, systemClock } from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import { presenceOf } from '../cluster/bus.ts';
import { Cluster } from '../cluster/cluster.ts';
import type { Config, ConfigFile } from '../config/index.ts';
import type { Hub } from '../hub.ts';
import { HomieSink, homiePresence } from '../sinks/homie/homie-sink.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import { MqttLink } from '../sinks/mqtt-link.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';
import { TopicNames } from '../sinks/topic-names.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Closing } from './closing.ts';
import { follow, livePart } from './live-section.ts';

/** What it is made from. */
export interface MqttSetup {
  readonly hub: Hub;
  readonly hubId: string;
  /** What people call this hub. */
  readonly name: string;
  readonly file: ConfigFile;
  readonly state: StateStore;
  /** Names of those that hear. */
  readonly radios: () => readonly string[];
  /** The options of a connection; its client id ends as told. */
  readonly mqttFor: (end: string) => MqttSinkOptions;
  readonly log: Log;
}

/** What others build upon. */
export interface StartedMqtt {
  readonly link: MqttLink;
  readonly cluster: Cluster;
  readonly names: TopicNames;
  /** Absent where our own topics are not wanted. */
  readonly sink: MqttSink | undefined;
}

/** Connects, and adds the sinks. */
export function addMqtt(setup: MqttSetup, closing: Closing): StartedMqtt {
  const { hub, hubId, name, file, state, radios, mqttFor, log } = setup;
  const { mqtt } = file.loaded.config;
  const { offline, ...presence } = presenceOf(mqtt.base, hubId);
  const goodbye = { isAlone: () => true };
  const link = new MqttLink(
    mqttFor(''),
    // While other hubs are there, the home is not offline because this one stops.
    { ...presence, offline: () => (goodbye.isAlone() ? offline : undefined) },
    { log, clock: systemClock, random: Math.random },
  );
  closing.defer(() => link.close());
  const cluster = new Cluster(link, {
    hubId,
    name,
    version: packageJson.version,
    base: mqtt.base,
    clock: systemClock,
    log,
    heardHere: () => hub.heardHere(),
    timedValues: (id) => hub.timedValues(id),
    radios,
    limits: { presses: mqtt.event_queue, ageMs: mqtt.event_max_age_s * 1_000 },
  });
  goodbye.isAlone = () => cluster.isAlone;
  cluster.onSteps((id, steps) => hub.addDialSteps(id, steps));
  cluster.onDialSum((id, sum) => hub.setDialSum(id, sum));
  cluster.onValues((id, values) => hub.borrow(id, values));
  hub.join(cluster);
  hub.addSink(cluster);
  const names = new TopicNames({ by: mqtt.device_topic });
  const sink = mqtt.clean_topics
    ? new MqttSink(link, { clock: systemClock, names, hubId, ownership: cluster, memory: state })
    : undefined;
  if (sink) {
    hub.addSink(sink);
    cluster.onKnown(() => sink.clearStale((id) => isKnown(setup, id)));
  }
  follow(
    file,
    (config) => config.mqtt.device_topic,
    (by) => {
      names.by = by;
      sink?.tellAgain();
    },
  );
  addHomie(setup, cluster, closing);
  return { link, cluster, names, sink };
}

/** How long a start waits for a broker: one that is near answers sooner, one that is away not at all. */
const BROKER_MS = 200;

/** How long others have to begin, too: on a broker of our own they connect when we do. */
const OTHERS_MS = 25;

/** Until the broker knows that we are there and others had their turn, or it does not answer soon. */
export async function untilTold(link: MqttLink): Promise<void> {
  const told = new Promise<void>((resolve) => {
    link.onOpen(() => resolve(link.drained()));
  });
  const timeIsUp = new AbortController();
  const timer = sleep(systemClock, BROKER_MS, timeIsUp.signal).catch(() => {});
  await Promise.race([told, timer]);
  timeIsUp.abort();
  await sleep(systemClock, OTHERS_MS);
}

/** Whether a device is configured, or remembered. Others may write any id. */
export function isKnown({ hub }: Pick<MqttSetup, 'hub'>, id: string): boolean {
  return isNamed({ hub }, id) || hub.device(id) !== undefined;
}

/** Whether the configuration names a device. */
export function isNamed({ hub }: Pick<MqttSetup, 'hub'>, id: string): boolean {
  return /^[0-9A-F]{12}$/.test(id) && hub.isConfigured(parseAddress(id));
}

/** A root device has a last will of its own, and so a connection. */
function addHomie(setup: MqttSetup, cluster: Cluster, closing: Closing): void {
  const { hub, hubId, name, mqttFor, log } = setup;
  let link: MqttLink | undefined;
  closing.defer(() => link?.close());
  const make = ({ enabled, base }: Config['homie']) => {
    if (!enabled) return undefined;
    let isGone = false;
    const presence = homiePresence({ base, hubId }, () => isGone);
    const parts = { log, clock: systemClock, random: Math.random };
    link = new MqttLink(mqttFor('-homie'), presence, parts);
    const sink = new HomieSink(
      { base, hubId, name },
      {
        link,
        clock: systemClock,
        owns: (id) => cluster.owns(id),
        setDialSum: (id, sum) => hub.setDialSum(id, sum),
      },
    );
    hub.addSink(sink);
    return {
      end: () => {
        hub.removeSink(sink);
        isGone = true;
        return sink.takeBack();
      },
    };
  };
  livePart(setup, ({ homie }) => homie, make, closing);
}

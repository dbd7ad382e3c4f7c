// Everything that a hub says on MQTT in its own words, as a configuration describes it: one connection
// for its topics, for Home Assistant and for other hubs, and one for Homie.

import { type Log, parseAddress, systemClock } from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import { presenceOf } from '../cluster/bus.ts';
import { Cluster } from '../cluster/cluster.ts';
import type { ConfigFile } from '../config/index.ts';
import type { Hub } from '../hub.ts';
import { HomieSink, homiePresence } from '../sinks/homie/homie-sink.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import { MqttLink } from '../sinks/mqtt-link.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';
import { TopicNames } from '../sinks/topic-names.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Closing } from './closing.ts';

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
    radios,
    limits: { presses: mqtt.event_queue, ageMs: mqtt.event_max_age_s * 1_000 },
  });
  goodbye.isAlone = () => cluster.isAlone;
  cluster.onSteps((id, steps) => hub.addDialSteps(id, steps));
  hub.join(cluster);
  hub.addSink(cluster);
  const names = new TopicNames({ by: mqtt.device_topic });
  const sink = mqtt.clean_topics
    ? new MqttSink(link, { clock: systemClock, names, ownership: cluster, memory: state })
    : undefined;
  if (sink) {
    hub.addSink(sink);
    cluster.onKnown(() => sink.clearStale((id) => isKnown(setup, id)));
  }
  addHomie(setup, cluster, closing);
  return { link, cluster, names, sink };
}

/** Whether a device is configured, or remembered. Others may write any id. */
export function isKnown({ hub }: Pick<MqttSetup, 'hub'>, id: string): boolean {
  if (!/^[0-9A-F]{12}$/.test(id)) return false;
  return hub.device(id) !== undefined || hub.isConfigured(parseAddress(id));
}

/** A root device has a last will of its own, and so a connection. */
function addHomie(setup: MqttSetup, cluster: Cluster, closing: Closing): void {
  const { hub, hubId, name, file, mqttFor, log } = setup;
  const { enabled, base } = file.loaded.config.homie;
  if (!enabled) return;
  const presence = homiePresence({ base, hubId });
  const parts = { log, clock: systemClock, random: Math.random };
  const link = new MqttLink(mqttFor('-homie'), presence, parts);
  closing.defer(() => link.close());
  hub.addSink(
    new HomieSink(
      { base, hubId, name },
      {
        link,
        clock: systemClock,
        owns: (id) => cluster.owns(id),
        setDialSum: (id, sum) => hub.setDialSum(id, sum),
      },
    ),
  );
}

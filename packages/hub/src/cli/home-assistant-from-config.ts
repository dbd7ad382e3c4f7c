// Home Assistant's side of a hub, as a configuration describes it.

import {
  addressDigits,
  formatAddress,
  type Log,
  parseAddress,
  systemClock,
} from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import type { HealthReport, IgnoredCounts } from '../api/index.ts';
import type { Config, ConfigFile } from '../config/index.ts';
import type { Hub } from '../hub.ts';
import {
  type DeviceOptions,
  HomeAssistantSink,
  homeAssistantOptions,
  receiverFactsOf,
} from '../sinks/home-assistant/index.ts';
import type { MqttSink } from '../sinks/mqtt.ts';
import type { StateStore } from '../store/state-store.ts';
import type { RadioWatch } from '../watch/radio-watch.ts';
import type { Closing } from './closing.ts';
import { livePart } from './live-section.ts';
import { isKnown, isNamed, type StartedMqtt } from './mqtt-from-config.ts';

/** What it is made from. */
export interface HomeAssistantSetup {
  readonly hub: Hub;
  readonly hubId: string;
  readonly name: string;
  readonly file: ConfigFile;
  readonly mqtt: StartedMqtt;
  readonly watch: RadioWatch;
  readonly state: StateStore;
  readonly health: () => HealthReport;
  readonly restart: () => void;
  readonly log: Log;
}

/**
 * Adds it where it is wanted: it reads our own topics, and needs them.
 *
 * @returns what it hears on discovery topics and has no use for, in numbers.
 */
export function addHomeAssistant(setup: HomeAssistantSetup, closing: Closing): () => IgnoredCounts {
  const { hub, mqtt } = setup;
  const own = mqtt.sink;
  const startedMs = systemClock.now();
  if (!own) return () => ({});
  let sink: HomeAssistantSink | undefined;
  const make = (settings: HomeAssistantSettings) => {
    sink = undefined;
    if (!settings.home_assistant.enabled) return undefined;
    const made = sinkOf(setup, settings, own, startedMs);
    sink = made;
    hub.addSink(made);
    return {
      end: ({ home_assistant: next }: HomeAssistantSettings) => {
        hub.removeSink(made);
        if (next.enabled && next.prefix === settings.home_assistant.prefix) made.handOver();
        else made.takeBack();
      },
    };
  };
  livePart(setup, settingsOf, make, closing);
  return () => {
    if (!sink) return {};
    const { foreign, garbage, tooMany } = sink.ignored;
    return {
      discovery_foreign: foreign,
      discovery_unusable: garbage,
      discovery_no_room: tooMany,
    };
  };
}

/** What it depends on: topics of devices stand in what it tells. */
function settingsOf({ home_assistant, mqtt }: Config) {
  return { home_assistant, device_topic: mqtt.device_topic };
}

type HomeAssistantSettings = ReturnType<typeof settingsOf>;

function sinkOf(
  setup: HomeAssistantSetup,
  { home_assistant }: HomeAssistantSettings,
  own: MqttSink,
  startedMs: number,
): HomeAssistantSink {
  const { hub, hubId, name, file, mqtt, watch, state, health, restart, log } = setup;
  // That of the configuration may be one that waits for a restart.
  const { base } = mqtt.link.settings;
  return new HomeAssistantSink(
    mqtt.link,
    {
      ...homeAssistantOptions({ home_assistant, mqtt: { base } }),
      hubId,
      version: packageJson.version,
      topicOf: (device) => `${base}/${mqtt.names.topicOf(device)}`,
    },
    {
      clock: systemClock,
      log,
      ownership: mqtt.cluster,
      // A memory that was lost knows nothing: then what stands on the broker is left alone.
      knows: (id) => !state.isDurable || isKnown(setup, id),
      isWelcome: (id) => home_assistant.auto_add || isNamed(setup, id),
      isHubOnline: (id) => mqtt.cluster.isHubOnline(id),
      areas: () => file.loaded.known.areas,
      tellAgain: (id) => own.tellAgain(id),
      hub: () => ({
        name,
        startedMs,
        isDiscovering: file.loaded.config.home_assistant.auto_add,
        devices: hub.devices.length,
        adverts: hub.counts.adverts,
        problems: health()
          .components.filter(({ status }) => status !== 'ok')
          .map(({ name: component, detail }) => `${component}: ${detail}`),
      }),
      receivers: () =>
        watch
          .facts()
          .map((radio) => receiverFactsOf(radio, file.loaded.known.areas.get(radio.name))),
      set: {
        deviceOptions: (id, changes) => setOptions(file, id, changes),
        setDial: (id, sum) => hub.setDialSum(id, sum),
        setDiscover: async (isOn) => {
          await file.set([{ path: ['home_assistant', 'auto_add'], value: isOn }]);
        },
        restart,
      },
    },
  );
}

/** As if the user had written them. */
async function setOptions(file: ConfigFile, id: string, changes: DeviceOptions): Promise<void> {
  const { phones } = file.loaded.known;
  const phone = phones.find(({ address }) => addressDigits(address) === id);
  const path =
    phone?.name === undefined
      ? ['devices', formatAddress(parseAddress(id))]
      : ['phones', phone.name];
  const { offline_after_s, motion_off_s, opens } = changes;
  const given = Object.entries({ offline_after_s, motion_off_s, opens });
  await file.set(
    given
      .filter(([name]) => name in changes)
      .map(([name, value]) => ({ path: [...path, name], value })),
  );
}

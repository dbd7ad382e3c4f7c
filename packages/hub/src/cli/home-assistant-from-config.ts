// Home Assistant's side of a hub, as a configuration describes it.

import {
  addressDigits,
  formatAddress,
  type Log,
  parseAddress,
  systemClock,
} from '@bluebell/ble/core';
import packageJson from '../../package.json' with { type: 'json' };
import type { HealthReport } from '../api/index.ts';
import type { ConfigFile } from '../config/index.ts';
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
import { isKnown, type StartedMqtt } from './mqtt-from-config.ts';

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

/** Adds it where it is wanted: it reads our own topics, and needs them. */
export function addHomeAssistant(setup: HomeAssistantSetup): void {
  const { mqtt, file } = setup;
  if (!mqtt.sink || !file.loaded.config.home_assistant.enabled) return;
  setup.hub.addSink(sinkOf(setup, mqtt.sink));
}

function sinkOf(setup: HomeAssistantSetup, own: MqttSink): HomeAssistantSink {
  const { hub, hubId, name, file, mqtt, watch, state, health, restart, log } = setup;
  const { config } = file.loaded;
  const startedMs = systemClock.now();
  return new HomeAssistantSink(
    mqtt.link,
    {
      ...homeAssistantOptions(config),
      hubId,
      version: packageJson.version,
      topicOf: (device) => `${config.mqtt.base}/${mqtt.names.topicOf(device)}`,
    },
    {
      clock: systemClock,
      log,
      ownership: mqtt.cluster,
      // A memory that was lost knows nothing: then what stands on the broker is left alone.
      knows: (id) => !state.isDurable || isKnown(setup, id),
      isHubOnline: (id) => mqtt.cluster.isHubOnline(id),
      areas: () => file.loaded.known.areas,
      tellAgain: (id) => own.tellAgain(id),
      hub: () => ({
        name,
        startedMs,
        isDiscovering: file.loaded.config.discover,
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
          await file.set([{ path: ['discover'], value: isOn }]);
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

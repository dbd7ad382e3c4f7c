// The doctor of a running hub: where it gets its facts from.

import { type AddressValue, addressDigits, type Clock, formatAddress } from '@bluebell/ble/core';
import type { HealthSource } from '../api/index.ts';
import type { ConfigFile } from '../config/index.ts';
import { Doctor } from '../doctor/doctor.ts';
import type { BrokerFacts, HubFacts, SensorFacts } from '../doctor/facts.ts';
import { heardAnywhere } from '../doctor/lateness.ts';
import type { Hub } from '../hub.ts';
import type { LinkState } from '../sinks/mqtt-link-parts.ts';
import type { TopicNames } from '../sinks/topic-names.ts';
import type { Device } from '../state/device.ts';
import { type Named, namesGiven } from '../state/find-device.ts';
import { Option } from '../tasmota/config/options.ts';
import type { RadioWatch } from '../watch/radio-watch.ts';

/** What it asks. */
export interface DoctorSetup {
  readonly hub: Hub;
  readonly file: ConfigFile;
  readonly watch: RadioWatch;
  /** Of components beside radios. */
  readonly health: readonly HealthSource[];
  /** Absent where there is no broker. */
  readonly mqtt: DoctorMqtt | undefined;
  readonly mqttUrl: string | undefined;
  readonly clock: Clock;
}

/** What it wants to know of MQTT. */
export interface DoctorMqtt {
  readonly link: { readonly state: LinkState };
  /** Which topic is whose. */
  readonly names: Pick<TopicNames, 'topicOf' | 'clashOf'>;
  /** Who tells of which device: the name of another hub, `undefined` where this one does. */
  readonly cluster: { ownerOf(deviceId: string): string | undefined };
  /** Absent where our own topics are not wanted. */
  readonly sink: object | undefined;
}

/** The doctor. */
export function doctorOf(setup: DoctorSetup): Doctor {
  const { hub, clock } = setup;
  return new Doctor({
    devices: () => hub.devices,
    names: () => namesOf(setup),
    hubFacts: () => hubFacts(setup),
    sensorFacts: (address) => sensorFacts(setup, address),
    observe: (address, onOutcome) => hub.observe(address, onOutcome),
    clock,
  });
}

function namesOf({ hub, file }: DoctorSetup): readonly Named[] {
  const { names, phones } = file.loaded.known;
  const ofPhones = phones.flatMap(({ address, name }): readonly Named[] =>
    name === undefined ? [] : [[address, name]],
  );
  // Commands name devices too, and what they say comes before the configuration.
  return [...namesGiven(hub.devices), ...names, ...ofPhones];
}

function hubFacts({ hub, file, watch, health, mqtt, mqttUrl, clock }: DoctorSetup): HubFacts {
  return {
    nowMs: clock.now(),
    radios: watch.facts(),
    health: health.flatMap((source) => source.health()),
    broker: mqtt && brokerFacts(mqtt, mqttUrl),
    ...newcomersOf(hub, file),
    turnedAway: hub.counts.notAdmitted,
    configProblem: file.problem?.message.split('\n')[0],
    restartRequired: file.restartRequired,
    devices: hub.devices.map(heardAnywhere),
  };
}

/** Option 3 of MI32 has the last word, where there is one. */
function newcomersOf(
  { mi32 }: Hub,
  { loaded }: ConfigFile,
): Pick<HubFacts, 'isAddingSensors' | 'letAllIn'> {
  const { discover } = loaded.config;
  const letAllIn =
    mi32 && discover
      ? `bluebell cmd MI32Option3 ${Number(!mi32.options.get(Option.addSensors))}`
      : 'bluebell config set discover true';
  return { isAddingSensors: mi32?.options.isOn(Option.addSensors) ?? discover, letAllIn };
}

function brokerFacts({ link }: DoctorMqtt, url = ''): BrokerFacts {
  const { isConnected, sinceMs, lastFailure, isUnsteady } = link.state;
  return { url, isConnected, sinceMs, isUnsteady, problem: lastFailure };
}

function sensorFacts(setup: DoctorSetup, address: AddressValue): Omit<SensorFacts, 'observed'> {
  const { hub, file } = setup;
  const id = addressDigits(address);
  const known = hub.device(id);
  const device = known && heardAnywhere(known);
  const phone = file.loaded.known.phones.find((one) => one.address === address);
  return {
    address: formatAddress(address),
    name: device?.name ?? phone?.name ?? file.loaded.known.names.get(address),
    kind: device?.kind ?? (phone ? 'phone' : 'sensor'),
    device,
    isConfigured: phone !== undefined || hub.isConfigured(address),
    isIgnored: hub.isIgnored(address),
    hasKey: file.loaded.known.writtenKeys.has(address),
    speaksOnEvents: hub.speaksOnEvents(id),
    ...placesOf(setup, device),
    toldBy: setup.mqtt?.cluster.ownerOf(id),
  };
}

/** Where a device is told of. */
function placesOf(
  { hub, file, mqtt }: DoctorSetup,
  device: Device | undefined,
): Pick<SensorFacts, 'topic' | 'topicTakenBy'> {
  if (!mqtt?.sink || !device) {
    return { topic: undefined, topicTakenBy: undefined };
  }
  const { names } = mqtt;
  const topic = names.topicOf(device);
  const rival = names.clashOf(device);
  return {
    topic: `${file.loaded.config.mqtt.base}/${topic}`,
    topicTakenBy: rival === undefined ? undefined : (hub.device(rival)?.address ?? rival),
  };
}

// Tasmota's own discovery: two retained messages by which others know that there is a Tasmota, on which
// topics it talks, and what its sensors say.

import type { TasmotaSettings } from '../settings/settings.ts';
import type { TasmotaIdentity } from '../tasmota-identity.ts';
import type { Machine } from './state-message.ts';
import type { Prefixes } from './topics.ts';

/** Relays that Tasmota knows of at most, and switches: lists have so many places, used or not. */
const RELAY_PLACES = 8;
const SWITCH_PLACES = 28;
const SHUTTER_PLACES = 4;

/** What discovery is made from. */
export interface DiscoveryFacts {
  readonly identity: TasmotaIdentity;
  readonly machine: Machine;
  readonly settings: Pick<
    TasmotaSettings,
    'topic' | 'fullTopic' | 'deviceName' | 'isAnsweredByName' | 'isFahrenheit'
  >;
  readonly prefixes: Prefixes;
  readonly relays: number;
}

/** The topic of one of the two: `tasmota/discovery/02A4C1000001/config`. */
export function discoveryTopic({ mac }: TasmotaIdentity, part: 'config' | 'sensors'): string {
  return `tasmota/discovery/${mac}/${part}`;
}

/** Who we are, what we are called and where to talk to us. */
export function discoveryConfig(facts: DiscoveryFacts): string {
  const { identity, machine, settings, prefixes, relays } = facts;
  const { deviceName } = settings;
  const friendlyNames = Array.from({ length: RELAY_PLACES }, (_, place) =>
    place < Math.max(1, relays) ? (place === 0 ? deviceName : `${deviceName}${place + 1}`) : null,
  );
  return JSON.stringify({
    ip: machine.ipAddress,
    dn: deviceName,
    fn: friendlyNames,
    hn: machine.hostName,
    mac: identity.mac,
    md: 'bluebell',
    ty: 0,
    if: 0,
    cam: 0,
    ofln: 'Offline',
    onln: 'Online',
    state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
    sw: machine.version,
    t: settings.topic,
    ft: settings.fullTopic,
    tp: [prefixes.cmnd, prefixes.stat, prefixes.tele],
    rl: filled(RELAY_PLACES, 0).map((_, place) => (place < relays ? 1 : 0)),
    swc: filled(SWITCH_PLACES, -1),
    swn: filled(SWITCH_PLACES, null),
    btn: filled(SWITCH_PLACES + 4, 0),
    so: {
      // By their numbers: answers by name, unit of temperatures, and others that mean nothing here.
      '4': Number(settings.isAnsweredByName),
      '8': Number(settings.isFahrenheit),
      '11': 0,
      '13': 0,
      '17': 0,
      '20': 0,
      '30': 0,
      '68': 0,
      '73': 0,
      '82': 0,
      '114': 0,
      '117': 0,
    },
    lk: 0,
    lt_st: 0,
    sho: filled(SHUTTER_PLACES, 0),
    sht: filled(SHUTTER_PLACES, [0, 0, 0]),
    bat: 0,
    dslp: 0,
    ver: 1,
  });
}

/** @param sensors a SENSOR message with all there is. */
export function discoverySensors(sensors: string): string {
  return `{"sn":${sensors},"ver":1}`;
}

function filled<T>(places: number, value: T): T[] {
  return Array.from({ length: places }, () => value);
}

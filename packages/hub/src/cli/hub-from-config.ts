// A hub as a configuration describes it.

import { type Clock, type Log, systemClock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { type Config, type KnownDevices, mqttPassword } from '../config/index.ts';
import { Hub } from '../hub.ts';
import type { HubConfiguration } from '../hub-parts.ts';
import type { Phone } from '../pipeline/presence.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Mi32Setup } from '../tasmota/mi32.ts';

/** What a hub may have besides. */
export interface HubExtras {
  /** Default: the time of the system. */
  readonly clock?: Clock;
  /** Default: nothing of Tasmota's. */
  readonly mi32?: Mi32Setup | undefined;
  /** Default: nothing outlives the program. */
  readonly store?: StateStore | undefined;
}

/** What a configuration says of devices, for a hub that starts and for one that runs. */
export function hubConfiguration(
  config: Pick<Config, 'discover' | 'limits'>,
  known: KnownDevices,
  hasMi32: boolean,
): HubConfiguration {
  return {
    devices: [...known.sensors].map((address) => ({
      address,
      name: known.names.get(address),
      settings: known.settings.get(address),
    })),
    keys: known.keys,
    phones: trackedPhones(known),
    ignored: known.ignored,
    // Whether any are added is up to an option of MI32 then, which may change.
    discovered: config.discover || hasMi32 ? config.limits.devices : 0,
    limits: {
      strangers: config.limits.strangers,
      privateAddresses: config.limits.private_addresses,
    },
  };
}

/** The hub for a configuration, with radios that are open. */
export function hubFromConfig(
  config: Pick<Config, 'discover' | 'limits'>,
  known: KnownDevices,
  radios: readonly Radio[],
  log: Log,
  { clock = systemClock, mi32, store }: HubExtras = {},
): Hub {
  return new Hub({
    ...hubConfiguration(config, known, mi32 !== undefined),
    radios,
    mi32,
    store,
    clock,
    log,
  });
}

/** Phones as presence wants them. */
export function trackedPhones({
  phones,
  settings,
}: Pick<KnownDevices, 'phones' | 'settings'>): readonly Phone[] {
  return phones.map(({ address, name, irk, awayAfterS }) => ({
    address,
    name,
    settings: settings.get(address),
    irk: irk?.reveal(),
    awayAfterMs: awayAfterS * 1_000,
  }));
}

/** How to reach a broker, as the configuration says. */
export function mqttOptions(
  { mqtt }: Pick<Config, 'mqtt'>,
  url: string,
  clientId: string,
): MqttSinkOptions {
  const { tls } = mqtt;
  const isSecure = url.toLowerCase().startsWith('mqtts:');
  return {
    url,
    clientId,
    username: mqtt.username,
    password: mqttPassword(mqtt),
    version: mqtt.version,
    base: mqtt.base,
    keepaliveSeconds: mqtt.keepalive_s,
    waiting: { events: mqtt.event_queue, eventAgeMs: mqtt.event_max_age_s * 1_000 },
    // The command line may name another broker than the configuration: one without TLS.
    ...(isSecure &&
      tls && {
        tls: {
          ca: tls.ca_file?.reveal(),
          cert: tls.cert_file?.reveal(),
          key: tls.key_file?.reveal(),
          servername: tls.servername,
          verify: tls.verify,
        },
      }),
  };
}

// A hub as a configuration describes it.

import { type Clock, type Log, systemClock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { type Config, type KnownDevices, mqttPassword } from '../config/index.ts';
import { Hub } from '../hub.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';

/** The hub for a configuration, with radios that are open. */
export function hubFromConfig(
  config: Pick<Config, 'discover' | 'limits'>,
  known: KnownDevices,
  radios: readonly Radio[],
  log: Log,
  clock: Clock = systemClock,
): Hub {
  return new Hub({
    radios,
    devices: [...known.sensors].map((address) => ({ address, name: known.names.get(address) })),
    keys: known.keys,
    phones: known.phones.map(({ address, name, irk, awayAfterS }) => ({
      address,
      name,
      irk: irk?.reveal(),
      awayAfterMs: awayAfterS * 1_000,
    })),
    ignored: known.ignored,
    discovered: config.discover ? config.limits.devices : 0,
    limits: {
      strangers: config.limits.strangers,
      privateAddresses: config.limits.private_addresses,
    },
    clock,
    log,
  });
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

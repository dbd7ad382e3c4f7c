// Other gateways as radios, and this hub as a gateway for others, as a configuration describes them.

import { addressDigits, type Clock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import type { IgnoredCounts } from '../api/index.ts';
import type { Config } from '../config/index.ts';
import { AdvertRelay } from '../gateways/advert-relay.ts';
import { type GatewayCounts, GatewayRadio } from '../gateways/gateway-radio.ts';
import type { Hub } from '../hub.ts';
import type { MqttLink } from '../sinks/mqtt-link.ts';
import { metered } from '../watch/metered-radio.ts';
import type { RadioWatch } from '../watch/radio-watch.ts';

/** What it is made from. */
export interface GatewaysSetup {
  readonly config: Pick<Config, 'gateways' | 'mqtt'>;
  readonly hubId: string;
  readonly watch: RadioWatch;
  readonly clock: Clock;
}

/** The gateways of a hub. */
export interface Gateways {
  /** What the hub is to listen to: its own radios, passed on where that is wanted, and gateways. */
  earsWith(radios: readonly Radio[]): readonly Radio[];
  /** They hear and speak through this link from now on. To be called once. */
  attach(link: MqttLink, hub: Pick<Hub, 'device'>): void;
  /** Their messages that were of no use, in numbers. */
  readonly ignored: IgnoredCounts;
}

/** Gateways that hear nothing until they are attached to a link. */
export function gatewaysFromConfig({ config, hubId, watch, clock }: GatewaysSetup): Gateways {
  const { base, adverts } = config.mqtt;
  const gateways = config.gateways.map(({ kind, topic }) => {
    return new GatewayRadio({ kind, topic, base, except: hubId, clock });
  });
  const watched = gateways.map((gateway) =>
    watch.add(gateway, { kind: 'gateway', problem: () => gateway.problem }),
  );
  const relay = adverts ? new AdvertRelay(`${base}/hubs/${hubId}/adverts`, clock) : undefined;
  const sum = (reason: Exclude<keyof GatewayCounts, 'adverts'>) =>
    gateways.reduce((total, { counts }) => total + counts[reason], 0);
  return {
    earsWith: (radios) => [
      ...(relay ? radios.map((radio) => metered(radio, relay)) : radios),
      ...watched,
    ],
    attach: (link, hub) => {
      for (const gateway of gateways) gateway.attach(link);
      relay?.attach(link, (address) => hub.device(addressDigits(address)) !== undefined);
    },
    get ignored() {
      return {
        gateway_decoded: sum('decodedOnly'),
        gateway_unusable: sum('unusable'),
        gateway_retained: sum('retained'),
        gateway_flood: sum('dropped'),
      };
    },
  };
}

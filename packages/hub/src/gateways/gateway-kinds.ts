// The gateways whose adverts we understand.

import { type GatewayMessage, readBleJson } from './ble-json.ts';
import { readOwnAdvert } from './own-adverts.ts';

/** How one kind of gateway says what it hears. */
interface GatewayForm {
  /** Where it does unless it was told otherwise. */
  readonly topic: (base: string) => string;
  /** The topic level behind the name of the gateway. */
  readonly marker: string;
  readonly read: (payload: string) => GatewayMessage;
}

/** By the name in the configuration. */
export const GATEWAY_KINDS = {
  openmqttgateway: { topic: () => 'home/+/BTtoMQTT/+', marker: 'BTtoMQTT', read: readBleJson },
  theengs: { topic: () => 'home/TheengsGateway/BTtoMQTT/+', marker: 'BTtoMQTT', read: readBleJson },
  bluebell: {
    topic: (base: string) => `${base}/hubs/+/adverts`,
    marker: 'adverts',
    read: readOwnAdvert,
  },
} as const satisfies Readonly<Record<string, GatewayForm>>;

export type GatewayKind = keyof typeof GATEWAY_KINDS;

// Who the hub is to those who know Tasmota: an address like that of a chip, and names made from it.

import { formatAddress, parseAddress } from '@bluebell/ble/core';

/** What tells this hub from every Tasmota. */
export interface TasmotaIdentity {
  /** Twelve upper-case hex digits; made up once, and kept. */
  readonly mac: string;
  /** The same with colons. */
  readonly address: string;
  /** `tasmota_A1B2C3` */
  readonly topic: string;
}

/**
 * Made from what the hub kept from its first start, since the address of a network card changes with
 * the machine, and in containers with every start.
 *
 * @param instanceId twelve hex digits.
 */
export function identityFor(instanceId: string): TasmotaIdentity {
  // The second digit says that the address belongs to one device, and that nobody assigned it.
  const mac = `${instanceId.slice(0, 1)}2${instanceId.slice(2)}`.toUpperCase();
  const address = formatAddress(parseAddress(mac));
  return { mac, address, topic: `tasmota_${mac.slice(-6)}` };
}

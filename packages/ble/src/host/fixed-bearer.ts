// ATT on its fixed channel. Core Spec v5.4, Vol 3, Part G, 5.2.

import { type Bearer, DEFAULT_MTU } from '../att/index.ts';
import type { BleError } from '../core/index.ts';
import type { FixedChannel } from '../l2cap/index.ts';

/** A fixed channel as a bearer; `abandon` closes the link. */
export function fixedBearer(channel: FixedChannel, abandon: (reason: BleError) => void): Bearer {
  const bearer: Bearer = {
    mtu: DEFAULT_MTU,
    send: (pdu) => channel.send(pdu),
    abandon,
  };
  channel.onReceive = (pdu) => bearer.onReceive?.(pdu);
  channel.onClose = (reason) => bearer.onClose?.(reason);
  return bearer;
}

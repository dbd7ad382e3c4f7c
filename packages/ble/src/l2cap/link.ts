// What L2CAP stands on: one connection's data, as HCI carries it. Core Spec v5.4, Vol 4, Part E, 5.4.2.

import type { AclData } from '../hci/index.ts';

/** A piece of a frame: data, and whether it begins one. */
export type Fragment = Pick<AclData, 'packetBoundary' | 'data'>;

/** The data of one connection, both ways. The link of `hci` is one as it is. */
export interface AclLink {
  /** Sends a frame behind those before it, cut to the controller's buffers; nothing once it is gone. */
  send(frame: Uint8Array): void;
  /** Resolves once there is room for more, or the link is gone; `undefined` while there is room. */
  readonly room: Promise<void> | undefined;
  /** Called with each packet that comes; its data is a view that nobody else uses. Set by L2CAP. */
  onData: ((packet: AclData) => void) | undefined;
}

// The far side of a transport over a stream, for tests.

import type { Duplex } from 'node:stream';
import { H4Framer } from '@bluebell/ble/hci';
import type { FarSide } from '@bluebell/ble/hci/contract';
import { Inbox } from './inbox.contract.ts';

/** The controller's end of a stream of Node, as the contract of transports wants it. */
export function farSideOf(stream: Duplex, close: () => void): FarSide {
  const framer = new H4Framer();
  const inbox = new Inbox();
  stream.on('data', (chunk: Uint8Array) => {
    for (const packet of framer.push(chunk)) inbox.put(packet);
  });
  // A host that leaves while something is under way to it.
  stream.on('error', () => {});
  return {
    send: (packet) => void stream.write(packet),
    close,
    next: () => inbox.next(),
  };
}

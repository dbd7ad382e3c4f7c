// What our own host serves to peers: the same as `peerService` of ble-host, so that both sides can be tried.

import type { Connection, LocalCharacteristic, PeripheralRadio } from '@bluebell/ble/radio';
import { LONG_VALUE, PeerUuid, SECRET } from './ble-host-service.ts';

/** The service as it is served, and what happened to it. */
export interface OurService {
  /** Sends values by itself, or what is written to it. */
  readonly echo: LocalCharacteristic;
  /** How many indications were confirmed. */
  readonly confirmed: () => number;
}

/** Serves the service of the tests. */
export async function serveOurService(radio: PeripheralRadio): Promise<OurService> {
  let confirmed = 0;
  const secret = new TextEncoder().encode(SECRET);
  const served = await radio.serve([
    {
      uuid: PeerUuid.service,
      characteristics: [
        { uuid: PeerUuid.long, properties: ['read'], value: LONG_VALUE },
        { uuid: PeerUuid.store, properties: ['read', 'write', 'reliableWrite'] },
        {
          uuid: PeerUuid.echo,
          properties: ['writeWithoutResponse', 'write', 'notify'],
          onWrite: (value, { connection }) => sendBack(value, connection),
        },
        {
          uuid: PeerUuid.indicate,
          properties: ['write', 'indicate'],
          onWrite: (value, { connection: to }) => {
            // Not awaited: the peer gets the answer to its write before it confirms.
            void find(PeerUuid.indicate)
              .indicate(value, { to })
              .then(() => confirmed++);
          },
        },
        {
          uuid: PeerUuid.encrypted,
          properties: ['read'],
          value: secret,
          readPermission: 'encrypted',
        },
        {
          uuid: PeerUuid.authenticated,
          properties: ['read'],
          value: secret,
          readPermission: 'authenticated',
        },
      ],
    },
  ]);
  const find = (uuid: string) => served.characteristic(PeerUuid.service, uuid);
  const sendBack = (value: Uint8Array, to: Connection) => find(PeerUuid.echo).notify(value, { to });
  return { echo: find(PeerUuid.echo), confirmed: () => confirmed };
}

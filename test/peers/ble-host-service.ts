// The service of ble-host that tests use: a long value, one to write, and answers of all kinds.

import type { Connection, ServerCharacteristic, ServerService } from 'ble-host';

const uuid = (number: number) => `b1e00000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** The UUIDs of the service and of what is in it. */
export const PeerUuid = {
  service: uuid(0),
  /** 500 bytes, each its index modulo 251. */
  long: uuid(1),
  /** Gives back what was written. */
  store: uuid(2),
  /** Sends back what is written without response, as a notification. */
  echo: uuid(3),
  /** Sends back what is written, as an indication. */
  indicate: uuid(4),
  /** A text that only encrypted links can read. */
  encrypted: uuid(5),
  /** One that needs a key that nobody could have listened in to. */
  authenticated: uuid(6),
} as const;

/** The value of `PeerUuid.long`. */
export const LONG_VALUE: Uint8Array = Uint8Array.from({ length: 500 }, (_, i) => i % 251);

/** The value of `PeerUuid.encrypted` and of `PeerUuid.authenticated`. */
export const SECRET = 'between the two of us';

/** A service of its own for each host, and what happens to it. */
export function peerService({
  onConfirmed = () => {},
}: {
  onConfirmed?: () => void;
} = {}): ServerService {
  const echo: ServerCharacteristic = {
    uuid: PeerUuid.echo,
    properties: ['write-without-response', 'write', 'notify'],
    onWrite: (connection, _needsResponse, value, answer) => {
      answer(0);
      echo.notify?.(connection, value);
    },
  };
  const indicate: ServerCharacteristic = {
    uuid: PeerUuid.indicate,
    properties: ['write', 'indicate'],
    onWrite: (connection: Connection, _needsResponse, value, answer) => {
      answer(0);
      indicate.indicate?.(connection, value, onConfirmed);
    },
  };
  return {
    uuid: PeerUuid.service,
    characteristics: [
      { uuid: PeerUuid.long, properties: ['read'], value: Buffer.from(LONG_VALUE) },
      {
        uuid: PeerUuid.store,
        properties: ['read', 'write', 'reliable-write'],
        value: Buffer.alloc(0),
      },
      echo,
      indicate,
      { uuid: PeerUuid.encrypted, properties: ['read'], readPerm: 'encrypted', value: SECRET },
      {
        uuid: PeerUuid.authenticated,
        properties: ['read'],
        readPerm: 'encrypted-mitm',
        value: SECRET,
      },
    ],
  };
}

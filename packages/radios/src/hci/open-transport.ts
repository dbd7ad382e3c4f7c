// Picks the way to a controller by its name.

import { UsageError } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { openSerial, readSerialName } from './serial.ts';
import { openTcp, readTcpName } from './tcp.ts';
import type { TransportOptions } from './transport-options.ts';
import { openUnix, readUnixPath } from './unix.ts';
import { openUserChannel, readUserChannelName } from './user-channel.ts';

/** Names of one kind. */
export interface TransportScheme {
  /** How its names look, for people. */
  readonly usage: string;
  /** Reads the rest of a name, without opening anything. @throws {UsageError} it is none. */
  readonly read: (rest: string) => unknown;
  /** Opens the controller that the rest of the name stands for. */
  readonly open: (rest: string, options: TransportOptions) => Promise<HciTransport>;
}

/** Ways to a controller, by what their names begin with. */
export const TRANSPORT_SCHEMES = {
  serial: { usage: 'serial:PATH', read: readSerialName, open: openSerial },
  tcp: { usage: 'tcp:HOST:PORT', read: readTcpName, open: openTcp },
  unix: { usage: 'unix:PATH', read: readUnixPath, open: openUnix },
  hci: { usage: 'hci:N', read: readUserChannelName, open: openUserChannel },
} as const satisfies Readonly<Record<string, TransportScheme>>;

const SCHEMES: Readonly<Record<string, TransportScheme>> = TRANSPORT_SCHEMES;

/**
 * Opens the way to a controller by name: `serial:/dev/ttyUSB0`, `tcp:127.0.0.1:9101`, `unix:/run/hci`,
 * `hci:0` or `hci0`. What is lost is opened again by calling this again.
 *
 * @throws {TransportError} it cannot be opened now; the message says why, and what to do.
 * @throws {UsageError} no transport is called so; the message lists those there are.
 * @example
 * await using transport = await openTransport('serial:/dev/ttyUSB0');
 * const controller = await startController(transport, { clock: systemClock });
 */
export async function openTransport(
  name: string,
  options: TransportOptions = {},
): Promise<HciTransport> {
  // People know the user channel by the name of its device.
  const whole = name.replace(/^hci(\d+)$/, 'hci:$1');
  const [, word = '', rest = ''] = /^([^:]*):?(.*)$/s.exec(whole) ?? [];
  const scheme = Object.hasOwn(SCHEMES, word) ? SCHEMES[word] : undefined;
  if (!scheme) {
    const usages = Object.values(SCHEMES).map(({ usage }) => usage);
    throw new UsageError(`'${name}' leads to no controller: allowed are ${usages.join(', ')}`);
  }
  return scheme.open(rest, options);
}

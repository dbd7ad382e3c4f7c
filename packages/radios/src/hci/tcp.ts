// HCI over TCP: `tcp:HOST:PORT`, the controller of another program or machine.

import { UsageError } from '@bluebell/ble/core';
import { H4Transport, type HciTransport } from '@bluebell/ble/hci';
import { readNameOptions, truth } from './name-options.ts';
import { connectSocket, type Reasons } from './socket.ts';
import { settingsOf, type TransportOptions } from './transport-options.ts';

/** A place that TCP reaches. */
export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

const REASONS: Reasons = {
  ECONNREFUSED:
    'nobody listens on this port; start the program with the controller first, or check the port',
  ENOTFOUND: 'no machine of this name is known; check it, or give its address',
  EAI_AGAIN: 'names of machines cannot be looked up now; check the network, or give an address',
  EHOSTUNREACH: 'no way leads to this machine; check the address, and that it is on',
  ENETUNREACH: 'no way leads to this network; check that this machine is connected',
  ETIMEDOUT: 'no answer; check the address and firewalls',
  ECONNRESET: 'the far side broke the connection; does another host have this controller?',
};

/** How long a connection says nothing before the far side is asked whether it is still there. */
const KEEP_ALIVE_MS = 10_000;

/** As `readTcpPlace` reads it: an IPv6 address stands in brackets, since it has colons of its own. */
const PLACE = /^(?:\[([^\][]+)\]|([^\][:]+)):(\d{1,5})$/;

/**
 * Reads `HOST:PORT`.
 *
 * @param name all of it, for error messages.
 * @throws {UsageError} text that is none.
 */
export function readTcpPlace(name: string, text: string): TcpPlace {
  const [, bracketed, plain, digits] = PLACE.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 0xffff) {
    throw new UsageError(
      `'${name}' names no place: give tcp:HOST:PORT, such as tcp:127.0.0.1:9101 or tcp:[::1]:9101`,
    );
  }
  return { host, port };
}

/**
 * Reads `HOST:PORT?serial=…`.
 *
 * @throws {UsageError} no such place, or an option that is not known.
 */
export function readTcpName(rest: string) {
  const name = `tcp:${rest}`;
  const { place, options } = readNameOptions(name, rest, { serial: truth });
  return { name, ...readTcpPlace(name, place), isSerial: options.serial ?? false };
}

/**
 * Connects to a controller over TCP.
 *
 * @param rest `HOST:PORT`; behind it `?serial=true` where the far side passes on a serial line, which
 *   may lose octets.
 * @throws {TransportError} nobody answers there.
 * @throws {UsageError} `rest` is no such place.
 */
export async function openTcp(rest: string, options: TransportOptions = {}): Promise<HciTransport> {
  const { name, host, port, isSerial } = readTcpName(rest);
  const settings = settingsOf(options);
  const to = {
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  };
  const stream = await connectSocket(name, to, REASONS, settings);
  return new H4Transport(stream, isSerial ? { recovery: { clock: settings.clock } } : {});
}

// Takes a port for a server: the one that is asked for, else one near it.

import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { TransportError } from '@bluebell/ble/core';
import { systemCode } from './file-trouble.ts';

/** Where to listen, and how to name who wants to in errors. */
export interface ListenOptions {
  readonly name: string;
  readonly host: string;
  /** When it is taken, one of the next 20 is used, else any; 0 is any at once. */
  readonly port: number;
}

/** Ports to try behind the one that was asked for. */
const PORTS_TO_TRY = 20;

/**
 * Lets a server listen; gives the port it got.
 *
 * @throws {TransportError} it cannot listen on this host, or not on this port.
 */
export async function listenNear(
  server: Server,
  { name, host, port: wanted }: ListenOptions,
): Promise<number> {
  const next = Array.from({ length: PORTS_TO_TRY + 1 }, (_, step) => wanted + step);
  const ports = wanted === 0 ? [0] : [...next.filter((port) => port < 65_536), 0];
  for (const port of ports) {
    try {
      server.listen({ host, port });
      await once(server, 'listening');
      // The cast holds: a server that listens on TCP has such an address.
      return (server.address() as AddressInfo).port;
    } catch (cause) {
      if (systemCode(cause) === 'EADDRINUSE') continue;
      throw new TransportError(
        `${name}: cannot listen on ${host}:${port} (${String(systemCode(cause))}): choose another host or port`,
        { cause },
      );
    }
  }
  throw new TransportError(`${name}: no port is free on ${host}`);
}

/** Whether nobody but this machine reaches a host. */
export function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|::1|\[::1\]|localhost)$/.test(host);
}

// What proxies say of whom they speak for: RFC 7239, and the X-Forwarded headers that came before it.

import { isIP } from 'node:net';
import { plainAddress } from '../sender-address.ts';

/** The headers, as they came. Anybody can write them: they count from trusted proxies alone. */
export interface ForwardingHeaders {
  readonly forwarded?: string | undefined;
  readonly xForwardedFor?: string | undefined;
  readonly xForwardedHost?: string | undefined;
  readonly xForwardedProto?: string | undefined;
}

/** What they say. */
export interface Forwarding {
  /** From the one who asks to the last proxy; what is no address is `undefined`. */
  readonly addresses: readonly (string | undefined)[];
  readonly host?: string | undefined;
  readonly isSecure: boolean;
}

/** More than stand in any chain of proxies. */
const MOST_HOPS = 16;

/** Longer ones say nothing: no proxy needs so much, and reading them would take its time. */
const LONGEST_HEADER = 2_048;

/** Whether somebody spoke for somebody else. */
export function isForwarded(headers: ForwardingHeaders): boolean {
  return Object.values(headers).some((value) => value !== undefined);
}

/** Reads all of them. Where the two ways to write it name others, no address is believed. */
export function readForwarding(headers: ForwardingHeaders): Forwarding {
  const hops = hopsIn(headers.forwarded?.slice(0, LONGEST_HEADER + 1) ?? '');
  const old = listIn(headers.xForwardedFor).map(addressIn);
  const said = hops.map((hop) => addressIn(hop.get('for') ?? ''));
  const isDisputed = said.length > 0 && old.length > 0 && said.at(-1) !== old.at(-1);
  const [proto = hops[0]?.get('proto')] = listIn(headers.xForwardedProto);
  const [host = hops[0]?.get('host')] = listIn(headers.xForwardedHost);
  return {
    addresses: isDisputed ? [undefined] : old.length > 0 ? old : said,
    host,
    isSecure: proto?.toLowerCase() === 'https',
  };
}

/**
 * The address of the one who asks: the last one that no trusted proxy has. What stands before it was
 * written by that one, and may be anything. Empty where the proxies do not say.
 */
export function addressBehind(
  peer: string,
  { addresses }: Forwarding,
  isProxy: (address: string) => boolean,
): string {
  let nearest = peer;
  for (const address of addresses.toReversed()) {
    if (address === undefined) return '';
    nearest = address;
    if (!isProxy(address)) break;
  }
  return nearest;
}

function listIn(header: string | undefined): readonly string[] {
  const parts = header?.split(',') ?? [];
  return parts.slice(-MOST_HOPS).map((part) => part.trim());
}

/** `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`, `2001:db8::1`. */
function addressIn(text: string): string | undefined {
  const bare =
    /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const plain = plainAddress(bare);
  return isIP(plain) === 0 ? undefined : plain.toLowerCase();
}

/** `for=192.0.2.1;proto=https, for="[2001:db8::1]"`. RFC 7239, 4. */
function hopsIn(header: string): readonly ReadonlyMap<string, string>[] {
  if (header.length > LONGEST_HEADER) return [];
  const hops = header.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [];
  return hops.slice(-MOST_HOPS).map((hop) => {
    const pairs = hop.match(/[\w-]+=(?:"(?:[^"\\]|\\.)*"|[^;]*)/g) ?? [];
    return new Map(pairs.map(pairIn));
  });
}

function pairIn(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  const value = pair.slice(equals + 1).trim();
  const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  return [pair.slice(0, equals).toLowerCase(), text];
}

// Whom a request is from, when proxies may stand between: their word is taken as far as they are trusted.

import { isLoopback } from '../listen.ts';
import { plainAddress } from '../sender-address.ts';
import { addressBehind, isForwarded, readForwarding } from './forwarded.ts';
import type { Visitor } from './visitor.ts';

/** Somebody who asks. */
export interface Sender {
  /** The address of who asks; empty where it is not known. */
  readonly address: string;
  /** The names by which the hub was reached, with ports: by the header, and as a proxy says. */
  readonly hosts: readonly string[];
  /** Whether it came by TLS, as a trusted proxy says. */
  readonly isSecure: boolean;
  /** Whether it was sent on by a proxy, trusted or not. */
  readonly isForwarded: boolean;
  /** Whether that is a proxy whose word counts. */
  readonly isProxied: boolean;
}

/** Whom to believe. */
export interface Believed {
  /** Whether an address is a proxy's that speaks for others. */
  readonly isProxy: (address: string) => boolean;
  /** Whether an address is let in by itself. */
  readonly isTrusted: (address: string) => boolean;
}

/** Whom it is from. */
export function senderOf(visitor: Visitor, { isProxy, isTrusted }: Believed): Sender {
  const peer = plainAddress(visitor.address);
  const { forwarding = {}, host } = visitor;
  const hosts = host === undefined ? [] : [host];
  const wasForwarded = isForwarded(forwarding);
  // Whoever is no proxy of ours may write what they want: it counts for nothing.
  if (!wasForwarded || !(isProxy(peer) || isTrusted(peer))) {
    return { address: peer, hosts, isSecure: false, isForwarded: wasForwarded, isProxied: false };
  }
  const said = readForwarding(forwarding);
  const behind = said.addresses.length === 0 ? '' : addressBehind(peer, said, isProxy);
  return {
    // One that is trusted itself asks for passwords itself: whom it lets in does not matter here.
    address: isProxy(peer) ? behind : peer,
    hosts: said.host === undefined ? hosts : [...hosts, said.host],
    isSecure: said.isSecure,
    isForwarded: true,
    isProxied: true,
  };
}

/** What browsers say of requests that the user, or a page from the same place, made. */
const OWN_SITES: readonly (string | undefined)[] = [undefined, 'none', 'same-origin'];

/** Whether no page of another's made the request, as far as browsers tell. */
export function isOwnPage(visitor: Visitor, { hosts }: Sender): boolean {
  const { origin, fetchSite, referer } = visitor;
  // Its own word, which no page can change; a proxy may have changed the name in `Host`.
  if (fetchSite === 'same-origin') return true;
  if (!OWN_SITES.includes(fetchSite)) return false;
  if (origin !== undefined) return isOneOf(origin, hosts);
  if (fetchSite !== undefined) return true;
  // Without TLS, browsers send nothing else with what only reads, such as pictures; and a page may have them
  // leave that out, too. What changes something although it only reads, a command in an address, needs it.
  if (referer === undefined) return !(visitor.isChange && visitor.isBrowser);
  return URL.canParse(referer) && isOneOf(new URL(referer).origin, hosts);
}

function isOneOf(origin: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => {
    const name = host.replace(/:(?:80|443)$/, '').toLowerCase();
    return origin === `http://${name}` || origin === `https://${name}`;
  });
}

/**
 * Whether it is for this machine by name. Any web page can make the user's browser send requests to this
 * machine, by its address or by a name of its own that leads here: neither is a program of this machine.
 */
export function isForThisMachine({ hosts }: Sender): boolean {
  return hosts.length > 0 && hosts.every((host) => isLoopback(withoutPort(host)));
}

/** By an address, or a name that only a home network can give: no name that a stranger's page could have. */
export function isForThisHome({ hosts }: Sender): boolean {
  return (
    hosts.length > 0 &&
    hosts.every((host) =>
      /^(?:[\d.]+|\[[\da-f:.]+\]|[\w-]+|[\w.-]+\.(?:local|lan|home|internal|home\.arpa))$/i.test(
        withoutPort(host),
      ),
    )
  );
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

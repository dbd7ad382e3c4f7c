// Where a request comes from, as far as its address tells.

/** Servers that listen for IPv6 write IPv4 addresses inside of such. RFC 4291, 2.5.5.2. */
export function plainAddress(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=[\d.]+$)/i, '') ?? '';
}

/** Groups of an IPv6 address, and those of them that name the network. RFC 4291, 2.5.1. */
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * Who is behind an address: the address itself, or for IPv6 the network, since one machine may have all of
 * its addresses.
 */
export function networkOf(address: string | undefined): string {
  const plain = plainAddress(address);
  if (!plain.includes(':')) return plain;
  const [head = [], tail] = plain.split('::').map(groupsIn);
  const zeros = tail ? Math.max(0, GROUPS - head.length - tail.length) : 0;
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])];
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`.toLowerCase();
}

/** An IPv4 address at the end stands for two of them. */
function groupsIn(part: string): readonly string[] {
  const spread = part.replace(/%.*$/, '').replace(/[\d.]+\.\d+$/, '0:0');
  return spread === '' ? [] : spread.split(':');
}

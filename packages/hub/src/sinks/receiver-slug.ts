// What a receiver is called in keys and topics.

/** `tcp:192.0.2.7:9101` as `tcp_192_0_2_7_9101`: letters, digits and underscores, at most 48. */
export function receiverSlug(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 48);
  return folded === '' ? 'receiver' : folded;
}

// What a host does wrong that no status can tell it.

/** Each is dropped and counted by name. */
export type HostFault =
  /** Bytes that are no whole packet. */
  | 'malformed'
  /** A packet of a kind that no LE host sends. */
  | 'unknownPacket'
  /** Data of a link that is not there: it may have ended a moment ago. */
  | 'unknownLink'
  /** Data with flags that LE does not have. */
  | 'aclFlags'
  /** Data longer than the buffers. */
  | 'aclTooLong'
  /** More data than there are buffers. */
  | 'aclOverrun';

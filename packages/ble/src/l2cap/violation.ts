// What a peer must not do on a link; all of it is dropped and counted.

/** Names of violations. */
export type L2capViolation =
  /** A fragment that continues nothing. */
  | 'strayFragment'
  /** A frame that began before the one before it was whole. */
  | 'cutFrame'
  /** More bytes than a frame announced. */
  | 'overlongFrame'
  /** A fragment that LE does not have. */
  | 'badBoundary'
  /** A frame for a channel that is not open. */
  | 'unknownChannel'
  /** A signal that breaks its format. */
  | 'malformedSignal'
  /** A signal longer than 23 bytes. */
  | 'oversizedSignal'
  /** A signal that we do not know. */
  | 'unknownSignal'
  /** A signal that does not fit its time or our role, such as a response to nothing. */
  | 'unexpectedSignal'
  /** More commands at once than can be answered. They are dropped. */
  | 'floodedSignal'
  /** A channel opened, or agreed to, with values that are out of their range. */
  | 'badParameters'
  /** A frame without a credit for it. The channel is closed. */
  | 'noCredit'
  /** Credits beyond 65,535, which close the channel, or none at all. */
  | 'badCredits'
  /** A frame longer than MPS. The channel is closed. */
  | 'oversizedSegment'
  /** An SDU longer than MTU, or longer than it announced. The channel is closed. */
  | 'badSdu';

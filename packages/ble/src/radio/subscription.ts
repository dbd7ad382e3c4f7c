// Values that a peer sends by itself, and the queue they wait in: none is lost without a word.

import { BleError, type CallOptions } from '../core/index.ts';

/** What happens to values that find the queue full. */
export type OverflowPolicy =
  /** The subscription ends: what waits is given, then `QueueOverflowError` is thrown. */
  | 'error'
  /** The oldest that waits gives way. */
  | 'dropOldest'
  /** The new one is not taken. */
  | 'dropNewest'
  /**
   * Indications only, else a `UsageError`: the peer waits for its confirmation, 20 s at most; then as
   * `error`.
   */
  | 'block';

/** How to subscribe. */
export interface SubscribeOptions extends CallOptions {
  /** Default: notifications where the characteristic has them, else indications. */
  readonly by?: 'notify' | 'indicate';
  /** How many values may wait. Default 256. */
  readonly maxItems?: number;
  /** How many bytes of values may wait. Default 65,536. */
  readonly maxBytes?: number;
  /** Default `error`. */
  readonly overflow?: OverflowPolicy;
  /** Called with how many were dropped so far, at most once per 100 ms. */
  readonly onDropped?: (dropped: number) => void;
}

/** One value as it came. */
export interface Notification {
  /** Nobody else uses its bytes. */
  readonly value: Uint8Array;
  /** Whether the peer wanted it confirmed; it was, when it was put in the queue. */
  readonly isIndication: boolean;
  /** How many values this subscription has lost before this one, since it began. */
  readonly dropped: number;
}

/**
 * The values of one characteristic from now on, in the order in which they came. A loop over it ends
 * when one of the sides closes the link, and throws `DisconnectedError` when the link is lost; what
 * came before is given first. To leave such a loop closes the subscription: take single values by
 * `next`. When the peer changes its services, the subscription follows its characteristic; it throws
 * `NotFoundError` when that is gone.
 */
export interface Subscription extends AsyncIterable<Notification> {
  /** How many values wait. */
  readonly waiting: number;
  /** How many values were lost. */
  readonly dropped: number;

  /**
   * The next value; `undefined` when there will be none. Giving up loses nothing.
   *
   * @throws {TimeoutError} none came within `timeoutMs`.
   * @throws {QueueOverflowError} the queue was full; all that waited was given.
   * @throws {DisconnectedError} the link was lost.
   */
  next(options?: CallOptions): Promise<Notification | undefined>;

  /** Ends it; the peer is told when it was the last of its characteristic. Twice does no harm. */
  close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}

/** Values came faster than they were taken. */
export class QueueOverflowError extends BleError {
  readonly code = 'OVERFLOW';
  /** How many waited, and were given. */
  readonly delivered: number;
  /** How many were lost until this was thrown. */
  readonly lost: number;

  constructor(delivered: number, lost: number) {
    super(
      `${lost} values were lost behind ${delivered} that waited: take them faster, or raise maxItems`,
    );
    this.delivered = delivered;
    this.lost = lost;
  }
}

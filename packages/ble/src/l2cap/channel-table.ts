// The channels with credits that are open on a link, and those about to close.
// Core Spec v5.4, Vol 3, Part A, 2.1.

import type { ChannelEnd, CreditChannelEnd } from './credit-channel.ts';
import { FIRST_DYNAMIC_CID, LAST_DYNAMIC_CID } from './frame.ts';

/** A channel with both its ends. */
export interface ChannelEntry {
  readonly local: ChannelEnd;
  readonly remote: ChannelEnd;
  readonly channel: CreditChannelEnd;
}

/** Channels by the number that each side gave them. */
export class ChannelTable {
  readonly #byLocal = new Map<number, ChannelEntry>();
  /** Numbers of ours that a request under way has named. */
  readonly #reserved = new Set<number>();

  /** Takes a number of ours; `undefined` when all 64 are in use. */
  reserve(): number | undefined {
    for (let cid = FIRST_DYNAMIC_CID; cid <= LAST_DYNAMIC_CID; cid++) {
      if (this.#byLocal.has(cid) || this.#reserved.has(cid)) continue;
      this.#reserved.add(cid);
      return cid;
    }
    return undefined;
  }

  /** Gives a number back for which no channel was opened. */
  unreserve(cid: number): void {
    this.#reserved.delete(cid);
  }

  add(entry: ChannelEntry): void {
    this.#reserved.delete(entry.local.cid);
    this.#byLocal.set(entry.local.cid, entry);
  }

  /** Takes a channel out; does nothing when its number has gone to another since. */
  remove({ local, channel }: ChannelEntry): void {
    if (this.#byLocal.get(local.cid)?.channel === channel) this.#byLocal.delete(local.cid);
  }

  byLocal(cid: number): ChannelEntry | undefined {
    return this.#byLocal.get(cid);
  }

  byRemote(cid: number): ChannelEntry | undefined {
    return [...this.#byLocal.values()].find(({ remote }) => remote.cid === cid);
  }

  /** Empties the table, and gives what was in it. */
  clear(): readonly ChannelEntry[] {
    const entries = [...this.#byLocal.values()];
    this.#byLocal.clear();
    this.#reserved.clear();
    return entries;
  }
}

/** Whether a number can be that of a channel with credits. Table 2.3. */
export function isDynamic(cid: number): boolean {
  return cid >= FIRST_DYNAMIC_CID && cid <= LAST_DYNAMIC_CID;
}

// A message, written out once for however many listen.

import type { LiveMessage, LiveTopic } from '../shapes/live.ts';

/** A message as it goes out. */
export interface Message {
  /** Who is meant; `undefined`: one client alone. */
  readonly topic: LiveTopic | undefined;
  /** Whoever has it has all up to here; absent where it says nothing of that. */
  readonly seq: number | undefined;
  /** As JSON. */
  readonly bytes: Uint8Array;
}

/** Writes messages, and counts how often it does. */
export class Encoder {
  /** How many were written. */
  count = 0;

  /** Writes one. */
  encode(message: LiveMessage, topic?: LiveTopic): Message {
    this.count++;
    const seq = 'seq' in message ? message.seq : undefined;
    return { topic, seq, bytes: Buffer.from(JSON.stringify(message)) };
  }
}

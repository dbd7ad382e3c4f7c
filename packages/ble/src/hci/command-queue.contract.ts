// A command queue on trial: what it sends, and a way to answer it.

import { decode } from '../codec/index.ts';
import { fromHex, type TimeoutError, TransportError, toHex, VirtualClock } from '../core/index.ts';
import { type Answered, CommandQueue } from './command-queue.ts';
import { hciEvent } from './event-packet.ts';

/** Commands without parameters, as they go out. */
export const RESET = '01030c00';
export const RAND = '01182000';
export const BD_ADDR = '01091000';
export const RANDOM = '0102030405060708';

/** A queue, what it has sent, and a way to answer it. */
export function start() {
  const clock = new VirtualClock();
  const sent: string[] = [];
  const silences: TimeoutError[] = [];
  const line = { isBroken: false };
  const transmit = (packet: Uint8Array) => {
    if (line.isBroken) throw new TransportError('the line is broken');
    sent.push(toHex(packet));
  };
  const onSilence = (error: TimeoutError) => silences.push(error);
  const queue = new CommandQueue(transmit, { clock, onSilence });
  const answer = (event: string) => {
    // The cast holds since all that the tests answer with are answers.
    queue.onAnswer(decode(hciEvent, fromHex(event)) as Answered);
  };
  return { queue, clock, sent, silences, line, answer };
}

/** How a promise went, as far as it has. */
export function settled(promise: Promise<unknown>): { isSettled: boolean; error: unknown } {
  const outcome: { isSettled: boolean; error: unknown } = { isSettled: false, error: undefined };
  promise.then(
    () => {
      outcome.isSettled = true;
    },
    (error: unknown) => {
      Object.assign(outcome, { isSettled: true, error });
    },
  );
  return outcome;
}

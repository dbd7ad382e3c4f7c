// Where values go that the server sends of itself. Core Spec v5.4, Vol 3, Part G, 4.10 and 4.11.

import type { HandleValue } from '../../att/index.ts';
import { hex16, type Log } from '../../core/index.ts';
import type { ValueListeners } from './value-listeners.ts';

/** Of so many handles it is remembered that an indication was missed. */
const MAX_MISSED = 64;

/** Brings each value to those who listen to its handle, in the order of the air. */
export class ValueRouter {
  /** Called with values that nobody listens to. */
  onUnhandled: ((valueHandle: number, value: Uint8Array) => void) | undefined;
  readonly #log: Log;
  readonly #listeners = new Map<number, ValueListeners>();
  readonly #missed = new Set<number>();
  #unhandled = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** How many values came that nobody listened to. */
  get unhandled(): number {
    return this.#unhandled;
  }

  /** Whether an indication of this handle may have come before anybody listened. */
  hasMissed(handle: number): boolean {
    return this.#missed.has(handle) || this.#missed.size >= MAX_MISSED;
  }

  /** Brings values to these listeners, by the handle that their characteristic has now. */
  place(listeners: ValueListeners): void {
    for (const [handle, others] of this.#listeners) {
      if (others === listeners) this.#listeners.delete(handle);
    }
    this.#listeners.set(listeners.valueHandle, listeners);
  }

  /** @returns a promise where the confirmation of an indication has to wait. */
  deliver(
    { attributeHandle, attributeValue }: HandleValue,
    isIndication: boolean,
  ): void | Promise<void> {
    const listeners = this.#listeners.get(attributeHandle);
    if (listeners && !listeners.isEmpty) return listeners.deliver(attributeValue, isIndication);
    this.#unhandled++;
    if (isIndication && this.#missed.size < MAX_MISSED) this.#missed.add(attributeHandle);
    this.#report(attributeHandle, attributeValue);
  }

  /** All listeners there are. */
  all(): Iterable<ValueListeners> {
    return this.#listeners.values();
  }

  /** No more comes: as `ValueQueue.end`. */
  end(reason?: unknown): void {
    for (const listeners of this.#listeners.values()) listeners.end(reason);
  }

  #report(handle: number, value: Uint8Array): void {
    try {
      this.onUnhandled?.(handle, value);
    } catch (error) {
      const message = `onUnhandledNotification threw at ${hex16(handle)}: ${String(error)}`;
      this.#log.error('GATT_LISTENER', message, { error });
    }
  }
}

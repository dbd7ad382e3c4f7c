// Ends the motion of sensors that never say that it ended.

import type { Cancel, Clock } from '@bluebell/ble/core';
import type { Device, Update } from './device.ts';
import { motionOffMs, movingNames } from './motion-end.ts';

/** Called when the motion of a device is over. */
export type OnMotionEnd = (id: string, names: readonly string[]) => void;

/** One timer a device that moves. */
export class MotionTimers {
  readonly #clock: Clock;
  readonly #onEnd: OnMotionEnd;
  readonly #timers = new Map<string, Cancel>();

  constructor(clock: Clock, onEnd: OnMotionEnd) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  /** Looks whether something moved, stopped, or shall last for another time. */
  update({ device, changed }: Update): void {
    if (changed.some((name) => name.startsWith('motion') || name === 'settings'))
      this.watch(device);
  }

  /** The time of a device that moves begins anew. */
  watch(device: Device): void {
    this.forget(device);
    const names = movingNames(device);
    const afterMs = names.length > 0 ? motionOffMs(device) : undefined;
    if (afterMs === undefined) return;
    const { id } = device;
    const cancel = this.#clock.after(afterMs, () => {
      this.#timers.delete(id);
      this.#onEnd(id, names);
    });
    this.#timers.set(id, cancel);
  }

  forget({ id }: Device): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }
}

// One device as Home Assistant was told of it, and what of it has still to be told.

import type { Cancel } from '@bluebell/ble/core';
import type { SensorEvent } from '@bluebell/sensors';
import type { Device } from '../../state/device.ts';
import type { Platform } from './component.ts';
import { isUsual, unusualTypes } from './event-rows.ts';

/** One that makes up events does not grow without end. */
const MAX_SEEN = 64;
/** Receivers that are told of one by one, at most. */
const MAX_RECEIVERS = 16;

/** Whatever is remembered of one device. */
export class Announcement {
  device: Device;
  /** Sources and types of events that no table has. */
  readonly seen = new Map<string, Set<string>>();
  /**
   * Who ever heard it since the start, by the key of the strength there: their entities stay when they
   * are out of its reach.
   */
  readonly receivers = new Map<string, string>();
  /** Whether its adverts ever gave trouble: that all is well again is to be seen too. */
  hadFault = false;
  /** The message, as it was told last. */
  told: string | undefined;
  /** Where its state stood then. */
  topic: string | undefined;
  /** Platforms by key, of the message that was told last. */
  platforms: ReadonlyMap<string, Platform> = new Map();
  /** Those that Home Assistant has still to forget. */
  readonly removed = new Map<string, Platform>();
  /** When the first change was noticed that waits to be told. */
  waitingSinceMs: number | undefined;
  cancelWaiting: Cancel = () => {};
  cancelRemoving: Cancel = () => {};
  #shape = '';
  #seenCount = 0;

  /** Whether Home Assistant is to know of it. */
  isWanted = true;

  constructor(device: Device) {
    this.device = device;
  }

  /**
   * Takes the device as it is now.
   *
   * @param isWelcome whether such a device is told of, unless the user says otherwise.
   * @returns whether that could change the message.
   */
  take(
    device: Device,
    events: readonly SensorEvent[],
    receivers: ReadonlyMap<string, string>,
    isWelcome = true,
  ): boolean {
    this.device = device;
    this.isWanted = isWelcome && device.settings.isAnnounced;
    this.hadFault ||= device.fault !== undefined;
    for (const [key, receiver] of receivers) {
      if (this.receivers.size < MAX_RECEIVERS) this.receivers.set(key, receiver);
    }
    const hasNewEvents = events.map((event) => this.#see(event)).some(Boolean);
    const shape = [this.isWanted, this.hadFault, ...this.receivers.keys(), shapeOf(device)].join(
      '\n',
    );
    const isNew = hasNewEvents || shape !== this.#shape;
    this.#shape = shape;
    return isNew;
  }

  /** Takes over what was seen of it before a restart. @returns whether that changes the message. */
  adopt(events: ReadonlyMap<string, readonly string[]>): boolean {
    const before = this.#seenCount;
    for (const [source, eventTypes] of events) {
      const types = unusualTypes(source, eventTypes, this.device.family);
      const seen = this.seen.get(source);
      if (seen && types.every((type) => seen.has(type))) continue;
      if (this.#seenCount >= MAX_SEEN) break;
      this.#seenCount++;
      this.seen.set(source, new Set([...(seen ?? []), ...types]));
    }
    return this.#seenCount > before;
  }

  /** No more timers. */
  stop(): void {
    this.cancelWaiting();
    this.cancelRemoving();
    this.waitingSinceMs = undefined;
  }

  #see({ source, type }: SensorEvent): boolean {
    const types = this.seen.get(source);
    if (types && (types.has(type) || isUsual(source, type, this.device.family))) return false;
    if (this.#seenCount >= MAX_SEEN) return false;
    this.#seenCount++;
    this.seen.set(source, new Set([...(types ?? []), type]));
    return true;
  }
}

/** All that a message depends on; made with every update, so it is cheap. */
function shapeOf({ name, product, family, dialSum, settings, values }: Device): string {
  return [
    name,
    product,
    family,
    dialSum === undefined,
    values.firmwareVersion,
    settings.area,
    settings.contactClass,
    settings.offlineAfterMs,
    settings.motionOffMs,
    Object.keys(values).join(),
    Object.keys(values.triggerFlags ?? {}).join(),
  ].join('\n');
}

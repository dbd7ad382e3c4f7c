// Keeps devices over restarts: what must not be believed twice is saved before anybody is told of it, all
// else within a second.

import {
  type AddressValue,
  addressDigits,
  type Cancel,
  type Clock,
  type Log,
  parseAddress,
} from '@bluebell/ble/core';
import type { ReplayGuard } from '@bluebell/sensors';
import type { KeyWatch } from '../pipeline/live-keys.ts';
import type { StateStore } from '../store/state-store.ts';
import type { KnownDevice, Registry } from './registry.ts';
import { parseSavedDevice, type SavedDevice } from './saved-device.ts';

/** What the keeper works with. */
export interface KeeperParts {
  /** Without one, nothing is kept. */
  readonly store: StateStore | undefined;
  readonly registry: Registry;
  readonly guard: ReplayGuard;
  readonly keyWatch: KeyWatch;
  readonly clock: Clock;
  readonly log: Log;
}

/** Values in the clear are sent again and again: a card lives longer when not each of them is written. */
const SOON_MS = 1_000;

/** Kept of devices that have no place now: the user may have started with another configuration. */
const MOST_WITHOUT_PLACE = 1_000;

/** Between the store and all who remember something of a device. */
export class Keeper {
  readonly #parts: KeeperParts;
  /** Devices with news that is not saved yet. */
  readonly #unsaved = new Set<AddressValue>();
  #cancelSaving: Cancel | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /**
   * Gives back what was kept. Records that make no sense are left out, and counted in the log.
   *
   * @param phoneAt what is tracked under an address now.
   * @param isIgnored whether the user does not want to hear of it any more.
   */
  restore(
    phoneAt: (address: AddressValue) => KnownDevice | undefined,
    isIgnored: (address: AddressValue) => boolean,
  ): void {
    const { store, log } = this.#parts;
    let damaged = 0;
    let withoutPlace = 0;
    for (const record of store?.devices() ?? []) {
      const saved = parseSavedDevice(record);
      if (!saved) {
        damaged++;
        continue;
      }
      const address = parseAddress(saved.id);
      if (!isIgnored(address) && this.#restoreOne(saved, address, phoneAt(address))) continue;
      withoutPlace++;
      if (!saved.isSettled || isIgnored(address) || withoutPlace > MOST_WITHOUT_PLACE) {
        store?.forgetDevice(saved.id);
      }
    }
    if (damaged > 0)
      log.warn('STATE_DAMAGED', 'some of what was kept of devices makes no sense: it is left out', {
        records: damaged,
      });
  }

  /** Keeps a device as it will stand in a second, with what others say until then. */
  saveSoon(address: AddressValue): void {
    if (!this.#parts.store) return;
    this.#unsaved.add(address);
    this.#cancelSaving ??= this.#parts.clock.after(SOON_MS, () => this.flush());
  }

  /** Keeps what waits: at the end, too. */
  flush(): void {
    this.#cancelSaving?.();
    this.#cancelSaving = undefined;
    for (const address of this.#unsaved) this.save(address);
  }

  /** Keeps a device as it stands now. */
  save(address: AddressValue): void {
    this.#unsaved.delete(address);
    const { store, registry, guard, keyWatch } = this.#parts;
    const saved = store && registry.save(address);
    if (!saved) return;
    const keyMark = keyWatch.markOf(address);
    const device: SavedDevice = { ...saved, counters: guard.export(address), keyMark };
    store.saveDevice(device);
  }

  /** Forgets a device. */
  forget(address: AddressValue): void {
    const { store, keyWatch } = this.#parts;
    this.#unsaved.delete(address);
    keyWatch.forget(address);
    store?.forgetDevice(addressDigits(address));
  }

  #restoreOne(saved: SavedDevice, address: AddressValue, phone: KnownDevice | undefined): boolean {
    const { registry, guard, keyWatch } = this.#parts;
    if (!registry.restore(saved, phone)) return false;
    guard.restore(address, saved.counters);
    keyWatch.restore(address, saved.keyMark);
    return true;
  }
}

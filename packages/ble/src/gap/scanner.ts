// Listening for adverts, for as many as want to. Core Spec v5.4, Vol 3, Part C, 9.1 and 9.2.

import { TransportError } from '../core/index.ts';
import {
  type Controller,
  HciError,
  HciStatus,
  leSetExtendedScanEnable,
  leSetExtendedScanParameters,
  leSetScanEnable,
  leSetScanParameters,
} from '../hci/index.ts';
import { isExtended } from './extended.ts';
import type { OwnAddress } from './own-address.ts';
import type { Procedures } from './procedures.ts';

/** Listening without a gap, 30 ms on each channel. Units of 0.625 ms. */
const SCAN_INTERVAL = 48;
const SCAN_WINDOW = SCAN_INTERVAL;

const PASSIVE = 0;
const ACTIVE = 1;

/** What one of those who listen wants. */
export interface ScanWish {
  readonly isActive: boolean;
}

/** How the controller scans at the moment. */
type Applied = 'off' | 'passive' | 'active';

/** Scans while anybody wants it: actively when one of them does. */
export class Scanner {
  readonly #procedures: Procedures;
  readonly #ownAddress: OwnAddress;
  readonly #wishes = new Set<ScanWish>();
  /** A peer is looked for, and `resume` follows: not every controller can do both at a time. */
  willBeResumed = false;
  #applied: Applied = 'off';
  #isPaused = false;

  constructor(procedures: Procedures, ownAddress: OwnAddress) {
    this.#procedures = procedures;
    this.#ownAddress = ownAddress;
  }

  get isScanning(): boolean {
    return this.#applied !== 'off';
  }

  /**
   * Somebody wants to listen; resolves once the controller does. One that is gone does so when it is
   * back, and one that is busy with a peer, after that.
   *
   * @throws {HciError} the controller refused; the wish is not kept then.
   */
  async add(wish: ScanWish): Promise<void> {
    this.#wishes.add(wish);
    try {
      await this.#update();
    } catch (error) {
      if (error instanceof TransportError || this.#isBusy(error)) return;
      this.#wishes.delete(wish);
      // It may have been switched off for the change: the others listen on.
      await this.#procedures.run((controller) => this.resume(controller)).catch(() => {});
      throw error;
    }
  }

  /** Somebody listens no more. */
  async remove(wish: ScanWish): Promise<void> {
    if (this.#wishes.delete(wish)) await this.#update();
  }

  /** A new controller scans for nobody: does it again for those who listen. Part of a procedure. */
  async restore(controller: Controller): Promise<void> {
    this.#applied = 'off';
    await this.#apply(controller);
  }

  /** Is silent while `work` runs, for what is refused meanwhile. Part of a procedure. */
  async without<T>(controller: Controller, work: () => Promise<T>): Promise<T> {
    this.#isPaused = true;
    try {
      await this.#apply(controller);
      return await work();
    } finally {
      this.#isPaused = false;
      await this.resume(controller);
    }
  }

  /** Listens again where it had to rest. Part of a procedure; a controller may still be too busy. */
  async resume(controller: Controller): Promise<void> {
    try {
      await this.#apply(controller);
    } catch (error) {
      if (!(error instanceof HciError)) throw error;
    }
  }

  #isBusy(error: unknown): boolean {
    const isDisallowed = error instanceof HciError && error.status === HciStatus.commandDisallowed;
    return isDisallowed && this.willBeResumed;
  }

  #update(): Promise<void> {
    return this.#procedures.run((controller) => this.#apply(controller));
  }

  get #wanted(): Applied {
    if (this.#isPaused || this.#wishes.size === 0) return 'off';
    for (const { isActive } of this.#wishes) if (isActive) return 'active';
    return 'passive';
  }

  async #apply(controller: Controller): Promise<void> {
    const wanted = this.#wanted;
    if (wanted === this.#applied) return;
    if (this.#applied !== 'off') {
      await enable(controller, false);
      this.#applied = 'off';
    }
    if (wanted === 'off') return;
    await this.#setParameters(controller, wanted === 'active' ? ACTIVE : PASSIVE);
    await enable(controller, true);
    this.#applied = wanted;
  }

  async #setParameters(controller: Controller, scanType: number): Promise<void> {
    const ownAddressType = this.#ownAddress.hciType;
    const scanningFilterPolicy = 0;
    if (isExtended(controller)) {
      const le1M = { scanType, scanInterval: SCAN_INTERVAL, scanWindow: SCAN_WINDOW };
      const parameters = { ownAddressType, scanningFilterPolicy, phys: { le1M } };
      await controller.send(leSetExtendedScanParameters, parameters);
      return;
    }
    await controller.send(leSetScanParameters, {
      leScanType: scanType,
      leScanInterval: SCAN_INTERVAL,
      leScanWindow: SCAN_WINDOW,
      ownAddressType,
      scanningFilterPolicy,
    });
  }
}

async function enable(controller: Controller, isOn: boolean): Promise<void> {
  if (isExtended(controller)) {
    const endless = { filterDuplicates: 0, duration: 0, period: 0 };
    await controller.send(leSetExtendedScanEnable, { enable: isOn, ...endless });
  } else {
    await controller.send(leSetScanEnable, { leScanEnable: isOn, filterDuplicates: false });
  }
}

// Listening for adverts, for as many as want to. Core Spec v5.4, Vol 3, Part C, 9.1 and 9.2.

import { TransportError, UsageError } from '../core/index.ts';
import {
  type Controller,
  HciError,
  HciStatus,
  LeFeature,
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
  /** Whether LE Coded is to be heard besides 1M. */
  readonly isCoded: boolean;
}

/** How the controller scans at the moment; `undefined` while it does not. */
type Applied = ScanWish | undefined;

/** Scans while anybody wants it: actively when one of them does. */
export class Scanner {
  readonly #procedures: Procedures;
  readonly #ownAddress: OwnAddress;
  readonly #wishes = new Set<ScanWish>();
  /** A peer is looked for, and `resume` follows: not every controller can do both at a time. */
  willBeResumed = false;
  #applied: Applied;
  #isPaused = false;

  constructor(procedures: Procedures, ownAddress: OwnAddress) {
    this.#procedures = procedures;
    this.#ownAddress = ownAddress;
  }

  get isScanning(): boolean {
    return this.#applied !== undefined;
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
      if (wish.isCoded) await this.#procedures.run(checkCoded);
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
    this.#applied = undefined;
    await this.#apply(controller);
  }

  /**
   * Switches listening off and on again where somebody listens: a controller may have ceased to without a word.
   *
   * @throws {HciError} the controller refused. @throws {TransportError} there is none.
   */
  restart(): Promise<void> {
    return this.#procedures.run(async (controller) => {
      if (!this.#applied) return;
      // It may have forgotten that it listens, and refuses to stop.
      await enable(controller, false).catch((error: unknown) => {
        if (!(error instanceof HciError)) throw error;
      });
      await this.restore(controller);
    });
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
    if (this.#isPaused || this.#wishes.size === 0) return undefined;
    const wishes = [...this.#wishes];
    return {
      isActive: wishes.some(({ isActive }) => isActive),
      isCoded: wishes.some(({ isCoded }) => isCoded),
    };
  }

  async #apply(controller: Controller): Promise<void> {
    const wanted = this.#wanted;
    if (isSame(wanted, this.#applied)) return;
    if (this.#applied) {
      await enable(controller, false);
      this.#applied = undefined;
    }
    if (!wanted) return;
    await this.#setParameters(controller, wanted);
    await enable(controller, true);
    this.#applied = wanted;
  }

  async #setParameters(controller: Controller, { isActive, isCoded }: ScanWish): Promise<void> {
    const scanType = isActive ? ACTIVE : PASSIVE;
    const ownAddressType = this.#ownAddress.hciType;
    const scanningFilterPolicy = 0;
    if (isExtended(controller)) {
      // Two PHYs take turns: each has a window in the interval of both.
      const isBoth = isCoded && hasCoded(controller);
      const scanInterval = isBoth ? 2 * SCAN_INTERVAL : SCAN_INTERVAL;
      const onPhy = { scanType, scanInterval, scanWindow: SCAN_WINDOW };
      const phys = { le1M: onPhy, ...(isBoth && { leCoded: onPhy }) };
      const parameters = { ownAddressType, scanningFilterPolicy, phys };
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

function isSame(one: Applied, other: Applied): boolean {
  return one?.isActive === other?.isActive && one?.isCoded === other?.isCoded;
}

/** @throws {UsageError} the controller has no LE Coded. */
export function checkCoded(controller: Controller): void {
  if (hasCoded(controller)) return;
  throw new UsageError(`${controller.name} has no LE Coded: leave \`coded\` out`);
}

function hasCoded(controller: Controller): boolean {
  return isExtended(controller) && controller.capabilities.leFeatures.has(LeFeature.codedPhy);
}

async function enable(controller: Controller, isOn: boolean): Promise<void> {
  if (isExtended(controller)) {
    const endless = { filterDuplicates: 0, duration: 0, period: 0 };
    await controller.send(leSetExtendedScanEnable, { enable: isOn, ...endless });
  } else {
    await controller.send(leSetScanEnable, { leScanEnable: isOn, filterDuplicates: false });
  }
}

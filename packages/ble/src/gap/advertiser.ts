// All that we advertise: which of it is on the air, and what brings it back there.
// Core Spec v5.4, Vol 3, Part C, 9.1.1 and 9.3.

import { BleError, type Log, silentLog, TransportError, UsageError } from '../core/index.ts';
import type { Controller } from '../hci/index.ts';
import type { AdvertisingPlan } from './advertising-plan.ts';
import type { AdvertisingSet } from './advertising-set.ts';
import { isExtended } from './extended.ts';
import { ExtendedAdvertising } from './extended-advertising.ts';
import { LegacyAdvertising } from './legacy-advertising.ts';
import type { OwnAddress } from './own-address.ts';
import type { Procedure, Procedures } from './procedures.ts';

/** One advertisement that was asked for. `T` is what is made of it for programs. */
export class PlannedAdvertising<T> {
  /** 0 to 0xEF; the same on every controller that it is given to. */
  readonly handle: number;
  plan: AdvertisingPlan;
  /** Whether it shall be on the air. */
  isWanted = true;
  /** The set while the controller sends it. */
  set: AdvertisingSet | undefined;
  /** Whether the controller has refused to go on with it, and the log has told so. */
  isRefused = false;
  /** Who takes the peers that it brings. */
  readonly owner: T;

  constructor(handle: number, plan: AdvertisingPlan, make: (planned: PlannedAdvertising<T>) => T) {
    this.handle = handle;
    this.plan = plan;
    this.owner = make(this);
  }
}

/** Keeps advertisements on the air. */
export class Advertiser<T> {
  readonly #procedures: Procedures;
  readonly #ownAddress: OwnAddress;
  readonly #log: Log;
  readonly #planned = new Map<number, PlannedAdvertising<T>>();

  constructor(procedures: Procedures, ownAddress: OwnAddress, log: Log = silentLog) {
    this.#procedures = procedures;
    this.#ownAddress = ownAddress;
    this.#log = log;
  }

  /** What was planned under a handle. */
  find(handle: number): PlannedAdvertising<T> | undefined {
    return this.#planned.get(handle);
  }

  /** All that was planned. */
  get all(): readonly PlannedAdvertising<T>[] {
    return [...this.#planned.values()];
  }

  /**
   * Begins to advertise.
   *
   * @param make makes its owner, before it is on the air: a peer may connect at once.
   * @throws {UsageError} the controller has no set left, or cannot do what the plan asks for.
   * @throws {HciError} the controller refused.
   */
  add(plan: AdvertisingPlan, make: (planned: PlannedAdvertising<T>) => T): Promise<T> {
    return this.#procedures.run(async (controller) => {
      const handle = this.#freeHandle(controller, plan);
      const planned = new PlannedAdvertising(handle, plan, make);
      this.#planned.set(handle, planned);
      try {
        await this.#start(controller, planned);
      } catch (error) {
        this.#planned.delete(handle);
        throw error;
      }
      return planned.owner;
    });
  }

  /**
   * Sends something else from now on. Where the controller is gone it is done when the next one starts.
   *
   * @throws {HciError} the controller refused: what was sent before goes on.
   */
  async update(planned: PlannedAdvertising<T>, plan: AdvertisingPlan): Promise<void> {
    const before = planned.plan;
    planned.plan = plan;
    try {
      await this.#procedures.run((controller) => this.#change(controller, planned));
    } catch (error) {
      if (error instanceof TransportError) return;
      if (planned.plan === plan) planned.plan = before;
      await this.resume();
      throw error;
    }
  }

  /**
   * Goes on, or rests. Where the controller is gone it is done when the next one starts; where it
   * refuses, when a link ends.
   */
  async want(planned: PlannedAdvertising<T>, isWanted: boolean): Promise<void> {
    planned.isWanted = isWanted;
    await this.#unlessGone((controller) => this.#tryToApply(controller, planned));
  }

  /** Goes on with what the controller has refused to, as it may while it has no room for a link. */
  async resume(): Promise<void> {
    const isAllThere = this.all.every(({ isWanted, set }) => set || !isWanted);
    if (!isAllThere) await this.#unlessGone((controller) => this.#applyAll(controller));
  }

  /** The controller has ended it by itself, since a link came of it. */
  ended(handle: number): void {
    const planned = this.#planned.get(handle);
    if (planned) planned.set = undefined;
  }

  /** Forgets it. */
  async remove(planned: PlannedAdvertising<T>): Promise<void> {
    if (this.#planned.get(planned.handle) !== planned) return;
    planned.isWanted = false;
    this.#planned.delete(planned.handle);
    await this.#unlessGone(async (controller) => {
      await this.#apply(controller, planned);
      await setFor(controller, planned, this.#ownAddress).remove(controller);
    });
  }

  /** A new controller advertises nothing: begins all anew. Part of a procedure. */
  async restore(controller: Controller): Promise<void> {
    for (const planned of this.#planned.values()) planned.set = undefined;
    await this.#applyAll(controller);
  }

  /** Is silent while `work` runs. Part of a procedure. */
  async without<T>(controller: Controller, work: () => Promise<T>): Promise<T> {
    const sending = this.all.filter(({ set }) => set);
    try {
      for (const planned of sending) await this.#stop(controller, planned);
      return await work();
    } finally {
      await this.#applyAll(controller);
    }
  }

  /** A controller that is gone advertises nothing, and the next one is told all. */
  async #unlessGone(procedure: Procedure<void>): Promise<void> {
    try {
      await this.#procedures.run(procedure);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }

  async #applyAll(controller: Controller): Promise<void> {
    for (const planned of this.all) await this.#tryToApply(controller, planned);
  }

  /** What is refused does not keep others from the air. */
  async #tryToApply(controller: Controller, planned: PlannedAdvertising<T>): Promise<void> {
    try {
      await this.#apply(controller, planned);
      planned.isRefused = false;
    } catch (error) {
      if (!(error instanceof BleError) || controller.lost) throw error;
      if (planned.isRefused) return;
      planned.isRefused = true;
      this.#log.warn('ADVERTISING_REFUSED', `advertising does not go on: ${error.message}`);
    }
  }

  async #change(controller: Controller, planned: PlannedAdvertising<T>): Promise<void> {
    const { set, plan } = planned;
    if (!set?.mustRestFor(plan)) {
      await set?.setData(controller, plan);
      return;
    }
    await this.#stop(controller, planned);
    await this.#apply(controller, planned);
  }

  async #apply(controller: Controller, planned: PlannedAdvertising<T>): Promise<void> {
    if (planned.isWanted && !planned.set) await this.#start(controller, planned);
    else if (!planned.isWanted && planned.set) await this.#stop(controller, planned);
  }

  async #start(controller: Controller, planned: PlannedAdvertising<T>): Promise<void> {
    const set = setFor(controller, planned, this.#ownAddress);
    // Before it is sent: the event of a link may come with the answer to the last command.
    planned.set = set;
    try {
      await set.start(controller, planned.plan, this.#ownAddress.hciType);
    } catch (error) {
      planned.set = undefined;
      throw error;
    }
  }

  async #stop(controller: Controller, planned: PlannedAdvertising<T>): Promise<void> {
    const { set } = planned;
    planned.set = undefined;
    await set?.stop(controller);
  }

  #freeHandle(controller: Controller, plan: AdvertisingPlan): number {
    const { extendedAdvertising } = controller.capabilities;
    if (!isExtended(controller) && plan.isExtended) {
      throw new UsageError(`${controller.name} has no extended advertising`);
    }
    const sets = isExtended(controller) ? (extendedAdvertising?.sets ?? 1) : 1;
    for (let handle = 0; handle < sets; handle++) if (!this.#planned.has(handle)) return handle;
    throw new UsageError(
      `${controller.name} sends ${sets} advertisement${sets === 1 ? '' : 's'} at a time: stop one first`,
    );
  }
}

function setFor(
  controller: Controller,
  { handle }: PlannedAdvertising<unknown>,
  ownAddress: OwnAddress,
): AdvertisingSet {
  return isExtended(controller)
    ? new ExtendedAdvertising(handle, ownAddress)
    : new LegacyAdvertising();
}

// All that we advertise: which of it is on the air, and what brings it back there.
// Core Spec v5.4, Vol 3, Part C, 9.1.1 and 9.3.

import { type Log, silentLog, UsageError } from '../core/index.ts';
import { type Controller, HciError } from '../hci/index.ts';
import type { AdvertisingPlan } from './advertising-plan.ts';
import type { AdvertisingSet } from './advertising-set.ts';
import { isExtended } from './extended.ts';
import { ExtendedAdvertising } from './extended-advertising.ts';
import { LegacyAdvertising } from './legacy-advertising.ts';
import type { OwnAddress } from './own-address.ts';
import type { Procedures } from './procedures.ts';

/** One advertisement that was asked for. */
export class PlannedAdvertising {
  /** 0 to 0xEF; the same on every controller that it is given to. */
  readonly handle: number;
  plan: AdvertisingPlan;
  /** Whether it shall be on the air. */
  isWanted = true;
  /** The set while the controller sends it. */
  set: AdvertisingSet | undefined;

  constructor(handle: number, plan: AdvertisingPlan) {
    this.handle = handle;
    this.plan = plan;
  }
}

/** Keeps advertisements on the air. */
export class Advertiser {
  readonly #procedures: Procedures;
  readonly #ownAddress: OwnAddress;
  readonly #log: Log;
  readonly #planned = new Map<number, PlannedAdvertising>();

  constructor(procedures: Procedures, ownAddress: OwnAddress, log: Log = silentLog) {
    this.#procedures = procedures;
    this.#ownAddress = ownAddress;
    this.#log = log;
  }

  /** What was planned under a handle. */
  find(handle: number): PlannedAdvertising | undefined {
    return this.#planned.get(handle);
  }

  /**
   * Begins to advertise.
   *
   * @throws {UsageError} the controller has no set left, or cannot do what the plan asks for.
   * @throws {HciError} the controller refused.
   */
  add(plan: AdvertisingPlan): Promise<PlannedAdvertising> {
    return this.#procedures.run(async (controller) => {
      const handle = this.#freeHandle(controller, plan);
      const planned = new PlannedAdvertising(handle, plan);
      this.#planned.set(handle, planned);
      try {
        await this.#start(controller, planned);
      } catch (error) {
        this.#planned.delete(handle);
        throw error;
      }
      return planned;
    });
  }

  /** Sends something else from now on. */
  update(planned: PlannedAdvertising, plan: AdvertisingPlan): Promise<void> {
    return this.#procedures.run(async (controller) => {
      planned.plan = plan;
      await planned.set?.setData(controller, plan);
    });
  }

  /** Goes on, or rests. Where the controller is gone it is done when the next one starts. */
  async want(planned: PlannedAdvertising, isWanted: boolean): Promise<void> {
    planned.isWanted = isWanted;
    await this.#procedures.run((controller) => this.#apply(controller, planned));
  }

  /** The controller has ended it by itself, since a link came of it. */
  ended(handle: number): void {
    const planned = this.#planned.get(handle);
    if (planned) planned.set = undefined;
  }

  /** Forgets it. */
  async remove(planned: PlannedAdvertising): Promise<void> {
    if (this.#planned.get(planned.handle) !== planned) return;
    planned.isWanted = false;
    this.#planned.delete(planned.handle);
    await this.#procedures.run(async (controller) => {
      await this.#apply(controller, planned);
      if (isExtended(controller))
        await setFor(controller, planned, this.#ownAddress).remove(controller);
    });
  }

  /** A new controller advertises nothing: begins all anew. Part of a procedure. */
  async restore(controller: Controller): Promise<void> {
    for (const planned of this.#planned.values()) {
      planned.set = undefined;
      try {
        await this.#apply(controller, planned);
      } catch (error) {
        if (!(error instanceof HciError)) throw error;
        this.#log.warn('ADVERTISING_REFUSED', `advertising was not restored: ${error.message}`);
      }
    }
  }

  /** Is silent while `work` runs. Part of a procedure. */
  async without<T>(controller: Controller, work: () => Promise<T>): Promise<T> {
    const sending = [...this.#planned.values()].filter(({ set }) => set);
    for (const planned of sending) await this.#stop(controller, planned);
    const done = await work();
    for (const planned of sending) await this.#apply(controller, planned);
    return done;
  }

  async #apply(controller: Controller, planned: PlannedAdvertising): Promise<void> {
    if (planned.isWanted && !planned.set) await this.#start(controller, planned);
    else if (!planned.isWanted && planned.set) await this.#stop(controller, planned);
  }

  async #start(controller: Controller, planned: PlannedAdvertising): Promise<void> {
    const set = setFor(controller, planned, this.#ownAddress);
    await set.start(controller, planned.plan, this.#ownAddress.hciType);
    planned.set = set;
  }

  async #stop(controller: Controller, planned: PlannedAdvertising): Promise<void> {
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
  { handle }: PlannedAdvertising,
  ownAddress: OwnAddress,
): AdvertisingSet {
  return isExtended(controller)
    ? new ExtendedAdvertising(handle, ownAddress)
    : new LegacyAdvertising();
}

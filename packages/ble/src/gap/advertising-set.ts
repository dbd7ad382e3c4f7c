// One advertisement on one controller: what the two families of commands have in common.

import type { Controller } from '../hci/index.ts';
import type { AdvertisingPlan } from './advertising-plan.ts';

/** Puts one advertisement on the air. All its methods are parts of a procedure. */
export interface AdvertisingSet {
  /** 0 to 0xEF; by it the controller tells which one a link came from. 0 for legacy advertising. */
  readonly handle: number;
  /** Whether it is the only one there is, and no event tells that a link came of it. */
  readonly isLegacy: boolean;
  /** Sets everything up, and sends. */
  start(controller: Controller, plan: AdvertisingPlan, ownAddressType: number): Promise<void>;
  /** Whether it may not be sending while it gets this data. */
  mustRestFor(plan: AdvertisingPlan): boolean;
  /** Sends something else from now on. */
  setData(controller: Controller, plan: AdvertisingPlan): Promise<void>;
  /** Sends no more. */
  stop(controller: Controller): Promise<void>;
  /** Gives back what it occupies. */
  remove(controller: Controller): Promise<void>;
}

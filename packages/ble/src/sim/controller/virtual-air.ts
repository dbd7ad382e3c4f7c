// An air with controllers on it: where simulations begin.

import { Air } from '../air/index.ts';
import { VirtualController, type VirtualControllerOptions } from './virtual-controller.ts';

/**
 * The medium, and the controllers that share it.
 *
 * @example
 * const air = new VirtualAir({ clock, seed: 7 });
 * const shelf = air.addController({ address: 'A4:C1:38:00:00:01', at: { x: 3, y: 0 } });
 * const host = await startController(shelf.transport(), { clock });
 */
export class VirtualAir extends Air {
  readonly #controllers: VirtualController[] = [];

  /** Those that were added, in their order. */
  get controllers(): readonly VirtualController[] {
    return this.#controllers;
  }

  /** Adds a controller. The same ones added in the same order meet the same chance. */
  addController(options: Omit<VirtualControllerOptions, 'air'>): VirtualController {
    const controller = new VirtualController({ ...options, air: this });
    this.#controllers.push(controller);
    return controller;
  }

  /** Takes all controllers off the air for good: nothing happens on it any more. */
  close(): void {
    for (const controller of this.#controllers) controller.close();
    this.#controllers.length = 0;
  }
}

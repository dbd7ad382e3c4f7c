// One procedure at a time on one controller, whichever it is at the moment.

import { TransportError } from '../core/index.ts';
import type { Controller } from '../hci/index.ts';

/** What is done with a controller, from the first command to the last. */
export type Procedure<T> = (controller: Controller) => T | Promise<T>;

/**
 * Runs procedures in the order in which they are given: commands of one never come between those of
 * another, as most commands are refused while what they change is in use.
 */
export class Procedures {
  #controller: Controller | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** The controller while one runs. */
  get controller(): Controller | undefined {
    return this.#controller;
  }

  set controller(controller: Controller | undefined) {
    this.#controller = controller;
  }

  /** @throws {TransportError} there is no controller when its turn comes, or it was lost meanwhile. */
  run<T>(procedure: Procedure<T>): Promise<T> {
    const done = this.#last.then(() => this.#run(procedure));
    this.#last = done.catch(() => {});
    return done;
  }

  /** There will be no controller any more. */
  close(): void {
    this.#controller = undefined;
    this.#isClosed = true;
  }

  async #run<T>(procedure: Procedure<T>): Promise<T> {
    const controller = this.#controller;
    if (!controller) {
      throw new TransportError(
        this.#isClosed ? 'the radio was closed' : 'no controller at the moment: try again later',
      );
    }
    try {
      return await procedure(controller);
    } catch (error) {
      // The command that tells of the loss rejects by its own timeout.
      throw controller.lost ?? error;
    }
  }
}

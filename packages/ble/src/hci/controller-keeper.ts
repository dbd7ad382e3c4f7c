// Keeps a controller running: starts it again when it is lost, seldom where that does not help.

import { sleep } from '../core/index.ts';
import { type Controller, type ControllerOptions, startController } from './controller.ts';
import type { ControllerLostError } from './controller-lost.ts';
import type { HciTransport } from './transport.ts';

/** How a controller is doing. */
export type ControllerStage = 'running' | 'resync' | 'failed' | 'closed';

/** So many new starts in so much time, and it counts as failed. */
const MAX_STARTS = 3;
const STARTS_WITHIN_MS = 60_000;

/** How long a stream runs dry before a new start. */
const FLUSH_MS = 100;

/** How seldom one that failed is tried: a controller that returns is heard of within 10 s. */
const RETRY_MS = 5000;

/** What a kept controller tells. */
export interface ControllerKeeperOptions extends ControllerOptions {
  /**
   * Called with each controller as it begins to run, the first one too: the place to set its callbacks,
   * but for `onLost`, which is the keeper's own.
   */
  readonly onRunning: (controller: Controller) => void;
  /** Called when one is lost, with all its links; a new one may follow. */
  readonly onLost?: (error: ControllerLostError) => void;
  /** Called when the stage changes. */
  readonly onStage?: (stage: ControllerStage) => void;
}

/**
 * Opens a transport, starts the controller there, and starts it again whenever it is lost.
 *
 * @param open opens the transport anew: at first, and where it broke or a start on it failed.
 * @throws {BleError} the first start failed, as `open` and `startController` do; nothing is kept then.
 */
export async function keepController(
  open: () => Promise<HciTransport>,
  options: ControllerKeeperOptions,
): Promise<ControllerKeeper> {
  const keeper = new ControllerKeeper(open, options);
  await keeper.start();
  return keeper;
}

/** Made by `keepController`. */
export class ControllerKeeper {
  readonly #open: () => Promise<HciTransport>;
  readonly #options: ControllerKeeperOptions;
  readonly #closing = new AbortController();
  /** When it was started anew; those of the last minute. */
  #startsMs: number[] = [];
  #transport: HciTransport | undefined;
  #controller: Controller | undefined;
  #stage: ControllerStage = 'resync';
  #isToReopen = false;

  constructor(open: () => Promise<HciTransport>, options: ControllerKeeperOptions) {
    this.#open = open;
    this.#options = options;
  }

  get stage(): ControllerStage {
    return this.#stage;
  }

  /** The controller while it runs. */
  get controller(): Controller | undefined {
    return this.#controller;
  }

  /** Opens and starts it once; what fails is thrown. */
  async start(): Promise<void> {
    const { clock, log, commandTimeoutMs } = this.#options;
    try {
      this.#transport ??= await this.#open();
      this.#closing.signal.throwIfAborted();
      const controller = await startController(this.#transport, {
        clock,
        ...(log && { log }),
        ...(commandTimeoutMs !== undefined && { commandTimeoutMs }),
      });
      // It may have been closed meanwhile.
      this.#closing.signal.throwIfAborted();
      // So may it have been lost, which nobody listened for yet.
      if (controller.lost) throw controller.lost;
      this.#run(controller);
    } catch (error) {
      await this.#closeTransport();
      throw error;
    }
  }

  /**
   * Starts it anew although it does not say that anything is wrong: it is lost first, with its links. One
   * that does not run is being started anyway.
   *
   * @param reopen whether the transport is opened anew as well.
   */
  restart(why: Error, { reopen = false } = {}): void {
    if (!this.#controller) return;
    this.#isToReopen = reopen;
    this.#controller.giveUp(why, 'useless');
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    if (this.#stage === 'closed') return;
    this.#enter('closed');
    this.#closing.abort();
    const controller = this.#controller;
    this.#controller = undefined;
    await controller?.close();
    await this.#closeTransport();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #run(controller: Controller): void {
    this.#controller = controller;
    controller.onLost = (error) => void this.#revive(error);
    this.#enter('running');
    this.#options.onRunning(controller);
  }

  async #revive(lost: ControllerLostError): Promise<void> {
    this.#controller = undefined;
    this.#enter('resync');
    this.#options.log?.warn('CONTROLLER_LOST', `${lost.message}; starting it again`);
    this.#options.onLost?.(lost);
    if (lost.kind === 'closed' || this.#isToReopen) await this.#closeTransport();
    this.#isToReopen = false;
    while (!this.#controller && !this.#closing.signal.aborted) await this.#tryAgain();
  }

  async #tryAgain(): Promise<void> {
    const { clock, log } = this.#options;
    this.#startsMs = this.#startsMs.filter(
      (startMs) => clock.steady() - startMs < STARTS_WITHIN_MS,
    );
    if (this.#startsMs.length >= MAX_STARTS) this.#enter('failed');
    this.#transport?.recovery?.hunt();
    try {
      const pauseMs = this.#stage === 'failed' ? RETRY_MS : FLUSH_MS;
      await sleep(clock, pauseMs, this.#closing.signal);
      this.#startsMs.push(clock.steady());
      await this.start();
      log?.info('CONTROLLER_BACK', `${this.#transport?.name}: runs again`);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      log?.debug('CONTROLLER_START', `no new start: ${String(error)}`);
    }
  }

  /** A transport that breaks while it is closed is closed. */
  async #closeTransport(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    await transport?.close().catch(() => {});
  }

  #enter(stage: ControllerStage): void {
    if (this.#stage === stage || this.#stage === 'closed') return;
    this.#stage = stage;
    this.#options.onStage?.(stage);
  }
}

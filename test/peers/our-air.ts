// Our virtual controllers under hosts of others, in real time, with all that is said recorded.

import { systemClock } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { type ControllerModelName, VirtualAir, type VirtualController } from '@bluebell/ble/sim';
import type { RunnerTestCase as Test } from 'vitest';
import { Captures, type Evidence } from './captures.ts';

/** Those that differ in what hosts notice: by extended commands, among others. */
export const CONTROLLER_MODELS: readonly ControllerModelName[] = ['4.2', '5.4'];

/** What a test plays on, and where it leaves its captures. */
export interface Scene {
  readonly evidence: Evidence;
  readonly task: Test;
  readonly model: ControllerModelName;
}

/** Plays on an air, and keeps what hosts, controllers and the air have said for others to judge. */
export async function onOurAir(
  { evidence, task, model }: Scene,
  play: (air: OurAir) => Promise<void>,
): Promise<void> {
  const captures = await Captures.create();
  using air = await OurAir.open(model, captures);
  await play(air);
  evidence.keep(task, captures);
}

/** One air. What goes over it, and to and from its controllers, goes into captures as well. */
export class OurAir implements Disposable {
  readonly #air = new VirtualAir({ clock: systemClock });
  readonly #model: ControllerModelName;
  readonly #captures: Captures;

  private constructor(model: ControllerModelName, captures: Captures) {
    this.#model = model;
    this.#captures = captures;
  }

  /** Begins to record. */
  static async open(model: ControllerModelName, captures: Captures): Promise<OurAir> {
    const air = new OurAir(model, captures);
    await captures.recordAir(air.#air);
    return air;
  }

  /** One more controller, a metre from the last one. */
  add(): VirtualController {
    const number = this.#air.controllers.length;
    return this.#air.addController({
      address: 0xa4c1_3800_0001 + number,
      at: { x: number, y: 0 },
      model: this.#model,
    });
  }

  /** The way to one more controller, recorded. */
  connect(): Promise<HciTransport> {
    return this.#captures.record(this.add().transport());
  }

  [Symbol.dispose](): void {
    this.#air.close();
  }
}

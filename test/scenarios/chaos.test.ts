// Everything at once, in any order, with controllers that come and go: nothing waits for ever, nothing fails
// in a way that is not foreseen, and all works afterwards.

import { BleError, TimeoutError } from '@bluebell/ble/core';
import type { Advertisement } from '@bluebell/ble/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Device, levelAt, levelOf, meet, onAir, type Stage, serveBattery } from './on-air.ts';

const DEVICES = 4;

const RUNS = 10;

/** Longer than any call waits by itself: 30 s for a transaction, 40 s for a link layer that is silent. */
const SETTLED_MS = 90_000;

const KINDS = [
  'advertise',
  'stopAdvertising',
  'scan',
  'connect',
  'callOff',
  'disconnect',
  'read',
  'subscribe',
  'pair',
  'secure',
  'update',
  'setPhy',
  'goAway',
] as const;

type Kind = (typeof KINDS)[number];

const steps = fc.record({
  kind: fc.constantFrom(...KINDS),
  actor: fc.nat(DEVICES - 1),
  other: fc.nat(DEVICES - 1),
  pauseMs: fc.constantFrom(0, 1, 20, 300, 3000),
});

/** `BLUEBELL_FUZZ_SEED=1234` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('hosts on one air', () => {
  it(`settle whatever they are asked, and work on (seed ${seed})`, { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60 }), (moves) =>
        onAir(async (stage) => {
          const troupe = new Troupe(stage);
          await troupe.join();
          for (const { kind, actor, other, pauseMs } of moves) {
            troupe.begin(kind, actor, other);
            await stage.sleep(pauseMs);
          }
          await troupe.expectAllSettled();
          await troupe.expectAllWell();
        }),
      ),
      // What fails is not made smaller: that would take longer than anybody waits.
      { numRuns: RUNS, seed, endOnFailure: true },
    ),
  );
});

/** Some devices, and all that they have begun. */
class Troupe {
  readonly #stage: Stage;
  readonly #devices: Device[] = [];
  readonly #advertisements: { readonly device: Device; readonly advertisement: Advertisement }[] =
    [];
  readonly #begun: { readonly kind: Kind; isSettled: boolean; error: unknown }[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async join(): Promise<void> {
    while (this.#devices.length < DEVICES) {
      const device = await this.#stage.device({
        host: { privacy: this.#devices.length % 2 === 1 && { rotationMs: 5000 } },
      });
      await serveBattery(device, this.#devices.length);
      this.#devices.push(device);
    }
  }

  begin(kind: Kind, actor: number, other: number): void {
    const [device, target] = [this.#devices[actor], this.#devices[other]];
    if (!device || !target) return;
    const one = { kind, isSettled: false, error: undefined as unknown };
    this.#begun.push(one);
    this.#act(kind, device, target).then(
      () => {
        one.isSettled = true;
      },
      (error: unknown) => {
        one.isSettled = true;
        one.error = error;
      },
    );
  }

  async expectAllSettled(): Promise<void> {
    await this.#stage.sleep(SETTLED_MS);
    const waiting = this.#begun.filter(({ isSettled }) => !isSettled);
    expect(waiting.map(({ kind }) => kind)).toEqual([]);
    const unforeseen = this.#begun.filter(({ error }) => error && !(error instanceof BleError));
    expect(unforeseen.map(({ error }) => error)).toEqual([]);
  }

  /** Each is still of use, and holds no link that the other end does not know. */
  async expectAllWell(): Promise<void> {
    for (const { advertisement } of this.#advertisements) await advertisement.stop();
    for (const { radio } of this.#devices) {
      for (const connection of radio.connections) await connection.disconnect();
    }
    await this.#stage.sleep(SETTLED_MS);
    for (const [i, central] of this.#devices.entries()) {
      expect(central.radio.connections.size).toBe(0);
      expect(central.radio.stage).toBe('running');
      const peripheral = this.#devices[(i + 1) % DEVICES];
      if (!peripheral) continue;
      const ends = await meet(central, peripheral).catch((error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
        // Its private address may have changed at this very moment; not twice in a row.
        return meet(central, peripheral);
      });
      expect(await levelOf(ends.central)).toBe((i + 1) % DEVICES);
      await ends.central.disconnect();
      await ends.peripheral.disconnected;
    }
  }

  async #act(kind: Kind, device: Device, target: Device): Promise<unknown> {
    const { radio } = device;
    const [link] = radio.connections;
    switch (kind) {
      case 'advertise':
        return this.#advertise(device);
      case 'stopAdvertising':
        return this.#advertisementOf(device)?.stop();
      case 'scan':
        return this.#scan(device);
      case 'connect':
        return radio.connect(this.#advertisementOf(target)?.address ?? target.radio.identity);
      case 'callOff':
        return this.#callOff(device, target);
      case 'disconnect':
        return link?.disconnect();
      case 'read':
        return link && levelOf(link);
      case 'subscribe':
        return link && (await levelAt(link)).subscribe();
      case 'pair':
        return link?.pair();
      case 'secure':
        return link?.secure();
      case 'update':
        return link?.updateParameters({ intervalMs: [15, 100] });
      case 'setPhy':
        return link?.setPhy('2M');
      case 'goAway':
        return this.#goAway(device);
    }
  }

  async #advertise(device: Device): Promise<void> {
    const advertisement = await device.radio.advertise({ maxConnections: 3 });
    this.#advertisements.push({ device, advertisement });
  }

  #advertisementOf(device: Device): Advertisement | undefined {
    return this.#advertisements.findLast((one) => one.device === device)?.advertisement;
  }

  async #goAway(device: Device): Promise<void> {
    device.unplug();
    await this.#stage.sleep(2000);
    device.plugIn();
  }

  async #scan({ radio }: Device): Promise<void> {
    const end = new AbortController();
    this.#stage.clock.after(1000, () => end.abort());
    for await (const _ of radio.scan({ signal: end.signal })) {
      // What is heard does not matter here.
    }
  }

  async #callOff({ radio }: Device, target: Device): Promise<void> {
    const end = new AbortController();
    const attempt = radio.connect(target.radio.identity, { signal: end.signal });
    this.#stage.clock.after(10, () => end.abort(new CalledOff('enough')));
    await attempt;
  }
}

/** What an attempt rejects with that we call off. */
class CalledOff extends BleError {
  readonly code = 'CALLED_OFF';
}

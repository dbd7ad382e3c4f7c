// A controller that vanishes in the middle of anything, and returns: what is lost is told, what was wanted
// is restored, within 10 s of its return, however late that is.

import { completeName, localNameOf } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import {
  type Device,
  hear,
  levelAt,
  levelOf,
  meet,
  onAir,
  type Stage,
  serveBattery,
} from './on-air.ts';

const WITHIN_MS = 10_000;
const LOST = { code: 'DISCONNECTED', by: 'loss' } as const;

/** Back at once, after a while, and after so long that it is only looked for seldom. */
const ABSENCES_MS = [0, 30_000, 30 * 60_000];

describe('a controller that is lost', () => {
  it.each(ABSENCES_MS)('for %d ms advertises again by itself', (absenceMs) =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      await serveBattery(sender, 5);
      const data = [completeName('beacon')];
      const advertisement = await sender.radio.advertise({ data, isConnectable: true });
      await sender.radio.advertise({ data: [completeName('second')], isConnectable: false });
      await hear(listener.radio, 'beacon');
      const backMs = await beAway(stage, sender, absenceMs);
      await hear(listener.radio, 'beacon');
      await hear(listener.radio, 'second');
      expect(stage.clock.now() - backMs).toBeLessThan(WITHIN_MS);
      const connection = await listener.radio.connect(advertisement.address);
      expect(await levelOf(connection)).toBe(5);
    }),
  );

  it.each(ABSENCES_MS)('for %d ms listens again by itself', (absenceMs) =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      await sender.radio.advertise({ data: [completeName('beacon')] });
      const heardMs: number[] = [];
      const end = new AbortController();
      const listening = (async () => {
        for await (const { data } of listener.radio.scan({ signal: end.signal })) {
          if (localNameOf(data) === 'beacon') heardMs.push(stage.clock.now());
        }
      })();
      await stage.sleep(1000);
      expect(heardMs.length).toBeGreaterThan(0);
      const backMs = await beAway(stage, listener, absenceMs);
      await stage.sleep(WITHIN_MS);
      end.abort();
      await listening;
      expect(heardMs.filter((ms) => ms > backMs).length).toBeGreaterThan(0);
    }),
  );

  it.each(ABSENCES_MS)('for %d ms loses its links, but not its bonds', (absenceMs) =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      await serveBattery(peripheral, 5);
      const ends = await meet(central, peripheral);
      await ends.central.pair();
      const reading = expect(levelOf(ends.central)).rejects.toMatchObject(LOST);
      const backMs = await beAway(stage, central, absenceMs);
      await reading;
      expect(await ends.central.disconnected).toMatchObject({ by: 'loss', reason: 0x03 });
      expect(await ends.peripheral.disconnected).toMatchObject({ by: 'loss', reason: 0x08 });
      expect(central.radio.connections.size).toBe(0);
      await until(stage, () => central.radio.stage === 'running');
      expect(stage.clock.now() - backMs).toBeLessThan(WITHIN_MS);
      const again = await meet(central, peripheral);
      expect(await again.central.secure()).toMatchObject({ isSecureConnections: true });
      expect(again.peripheral.security).toBeDefined();
    }),
  );

  it.each([
    ['reads', (ends) => levelOf(ends.central)],
    ['discovers', (ends) => ends.central.services()],
    ['pairs', (ends) => ends.central.pair()],
    ['changes its parameters', (ends) => ends.central.updateParameters({ intervalMs: 500 })],
    ['changes its PHY', (ends) => ends.central.setPhy('2M')],
  ] satisfies readonly [string, (ends: Awaited<ReturnType<typeof meet>>) => Promise<unknown>][])(
    'while it %s rejects that, whenever it happens, and is of use again',
    (_, act) =>
      onAir(async (stage) => {
        for (const afterMs of [0, 1, 10, 40, 60, 100, 150]) {
          const [central, peripheral] = [await stage.device(), await stage.device()];
          await serveBattery(peripheral, 5);
          const ends = await meet(central, peripheral);
          // It may have been done by then; what it may not do is wait for ever, or fail in another way.
          const ended = act(ends).then(
            () => 'done',
            (error: unknown) => error,
          );
          await stage.sleep(afterMs);
          await beAway(stage, central, 1000);
          const end = await ended;
          if (end !== 'done') expect(end).toMatchObject(LOST);
          await ends.peripheral.disconnected;
          await until(stage, () => central.radio.stage === 'running');
          const again = await meet(central, peripheral);
          expect(await levelOf(again.central)).toBe(5);
        }
      }),
  );

  it.each([0, 1, 5, 50, 500])('while it connects, after %d ms, says so at once', (afterMs) =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const nobody = { address: 0xc0_0000_0000_99, type: 'random' } as const;
      const attempt = expect(central.radio.connect(nobody)).rejects.toMatchObject({
        code: 'TRANSPORT',
      });
      await stage.sleep(afterMs);
      const startMs = stage.clock.now();
      central.unplug();
      await attempt;
      expect(stage.clock.now()).toBe(startMs);
      central.plugIn();
      await until(stage, () => central.radio.stage === 'running');
      expect((await meet(central, peripheral)).central.isOpen).toBe(true);
    }),
  );

  it.each([0, 1, 2, 3])(
    'while it begins to advertise, after %d turns, keeps nothing half done',
    (turns) =>
      onAir(async (stage) => {
        const [sender, listener] = [await stage.device(), await stage.device()];
        const begun = sender.radio.advertise({ data: [completeName('begun')] }).then(
          () => 'done',
          (error: unknown) => error,
        );
        for (let turn = 0; turn < turns; turn++) await stage.sleep(0);
        sender.unplug();
        const end = await begun;
        expect(end).toMatchObject({ code: 'TRANSPORT' });
        sender.plugIn();
        await until(stage, () => sender.radio.stage === 'running');
        expect(await hearFor(stage, listener, 1000)).toEqual([]);
        await sender.radio.advertise({ data: [completeName('begun')] });
        await hear(listener.radio, 'begun');
      }),
  );

  it('while it begins to listen, or before that, listens as soon as it is back', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      await sender.radio.advertise({ data: [completeName('beacon')] });
      const begun = hear(listener.radio, 'beacon');
      listener.unplug();
      await stage.sleep(1000);
      const begunLater = hear(listener.radio, 'beacon');
      await stage.sleep(1000);
      listener.plugIn();
      const backMs = stage.clock.now();
      expect(await begun).toBeDefined();
      expect(await begunLater).toBeDefined();
      expect(stage.clock.now() - backMs).toBeLessThan(WITHIN_MS);
    }));

  it('keeps a subscription from waiting for ever, and gives what came before', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const level = await serveBattery(peripheral, 5);
      const ends = await meet(central, peripheral);
      const subscription = await (await levelAt(ends.central)).subscribe();
      await level.notify(Uint8Array.of(1));
      await stage.sleep(1000);
      central.unplug();
      await ends.central.disconnected;
      expect(await subscription.next()).toMatchObject({ value: Uint8Array.of(1) });
      await expect(subscription.next()).rejects.toMatchObject(LOST);
    }));

  it('lets go of advertisements that are stopped meanwhile', () =>
    onAir(async (stage) => {
      const [sender, listener] = [await stage.device(), await stage.device()];
      const stopped = await sender.radio.advertise({ data: [completeName('stopped')] });
      await sender.radio.advertise({ data: [completeName('kept')] });
      sender.unplug();
      await stopped.stop();
      sender.plugIn();
      await hear(listener.radio, 'kept');
      expect(new Set(await hearFor(stage, listener, 2000))).toEqual(new Set(['kept']));
    }));

  it('waits for peers again on the advertisement that brought the last one', () =>
    onAir(async (stage) => {
      const [door, guest] = [await stage.device(), await stage.device()];
      const advertisement = await door.radio.advertise({ isConnectable: true });
      const first = await guest.radio.connect(advertisement.address);
      await beAway(stage, door, 10_000);
      await first.disconnected;
      const next = advertisement.connection({ timeoutMs: 20_000 });
      await guest.radio.connect(advertisement.address);
      expect((await next).isOpen).toBe(true);
    }));
});

/** The names of all that is heard in some time. */
async function hearFor(stage: Stage, { radio }: Device, ms: number) {
  const names: (string | undefined)[] = [];
  const end = new AbortController();
  stage.clock.after(ms, () => end.abort());
  for await (const { data } of radio.scan({ signal: end.signal })) names.push(localNameOf(data));
  return names;
}

/** Pulls the plug for a while; gives when it was back in. */
async function beAway(stage: Stage, device: Device, absenceMs: number): Promise<number> {
  device.unplug();
  await stage.sleep(absenceMs);
  device.plugIn();
  return stage.clock.now();
}

async function until(stage: Stage, isSo: () => boolean): Promise<void> {
  while (!isSo()) await stage.sleep(100);
}

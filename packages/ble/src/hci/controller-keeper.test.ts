import { describe, expect, it } from 'vitest';
import { fromHex, silentLog, sleep, TransportError, VirtualClock } from '../core/index.ts';
import type { Controller } from './controller.ts';
import { type ControllerStage, keepController } from './controller-keeper.ts';
import { type Script, scriptedController } from './scripted-controller.contract.ts';
import type { HciTransport } from './transport.ts';
import { transportPair } from './transport-pair.ts';

const RESET_COMPLETE = fromHex('040e0401030c00');
const BROKEN = { kind: 'hardwareError', hardwareCode: 1 } as const;

describe('keepController', () => {
  it('starts the controller, and fails as the first start does', async () => {
    const good = plug();
    const keeper = await good.clock.run(good.keep());
    expect(keeper.stage).toBe('running');
    expect(good.running).toEqual([keeper.controller]);

    const bad = plug();
    bad.socket.isThere = false;
    await expect(bad.clock.run(bad.keep())).rejects.toThrow('no such device');
  });

  it('starts it again on the same transport after a hardware error, and tells of both', async () => {
    const { clock, keep, socket, stages, losses, running } = plug();
    await clock.run(keep());
    socket.script?.say(BROKEN);
    await clock.advance(1000);
    expect(losses).toEqual(['hardwareError']);
    expect(stages).toEqual(['running', 'resync', 'running']);
    expect(running).toHaveLength(2);
    expect(socket.opened).toBe(1);
  });

  it.each([
    ['on the same transport', false, 1],
    ['on a transport that is opened anew', true, 2],
  ])('starts it anew %s when somebody wants it', async (_, reopen, opened) => {
    const { clock, keep, socket, stages, losses } = plug();
    const keeper = await clock.run(keep());
    keeper.restart(new TransportError('it hears nothing'), { reopen });
    await clock.advance(1000);
    expect(losses).toEqual(['useless']);
    expect(stages).toEqual(['running', 'resync', 'running']);
    expect(socket.opened).toBe(opened);
    // The next loss is one of its own.
    socket.script?.say(BROKEN);
    await clock.advance(1000);
    expect(losses).toEqual(['useless', 'hardwareError']);
    expect(socket.opened).toBe(opened);
    await keeper.close();
  });

  it('leaves it be where somebody wants a new start of one that is being started', async () => {
    const { clock, keep, socket, stages } = plug();
    const keeper = await clock.run(keep());
    socket.isThere = false;
    await socket.far?.close();
    await clock.advance(20_000);
    const before = stages.length;
    keeper.restart(new TransportError('it hears nothing'), { reopen: true });
    expect(stages).toHaveLength(before);
    await keeper.close();
  });

  it('opens the transport anew when it closed', async () => {
    const { clock, keep, socket, stages } = plug();
    await clock.run(keep());
    await socket.far?.close();
    await clock.advance(1000);
    expect(stages).toEqual(['running', 'resync', 'running']);
    expect(socket.opened).toBe(2);
  });

  it('says when a controller is lost, and when it is back', async () => {
    const { clock, keep, socket, told } = plug();
    await clock.run(keep());
    await socket.far?.close();
    await clock.advance(1);
    expect(told).toEqual(['CONTROLLER_LOST']);
    await clock.advance(1000);
    expect(told).toEqual(['CONTROLLER_LOST', 'CONTROLLER_BACK']);
  });

  it('gives up after three new starts in 60 s, but goes on trying every few seconds', async () => {
    const { clock, keep, socket, stages } = plug();
    const keeper = await clock.run(keep());
    socket.isThere = false;
    await socket.far?.close();
    await clock.advance(1000);
    expect(stages.at(-1)).toBe('failed');
    const before = socket.tried;
    await clock.advance(60_000);
    expect(socket.tried - before).toBe(12);
    await keeper.close();
  });

  it.each([0, 1300, 2600, 3900, 4999])(
    'runs within 10 s of the return of a controller, however late, %d ms past its last try',
    async (offsetMs) => {
      const { clock, keep, socket, stages } = plug();
      await clock.run(keep());
      socket.isThere = false;
      await socket.far?.close();
      await clock.advance(24 * 3_600_000 + offsetMs);
      socket.isThere = true;
      await clock.advance(10_000);
      expect(stages.at(-1)).toBe('running');
    },
  );

  it.each([0, 1500, 3000, 4500, 6000, 7500, 9000, 10_500])(
    'runs within 10 s after one that was mute speaks, %d ms into its silence',
    async (offsetMs) => {
      const { clock, keep, socket, stages } = plug();
      const keeper = await clock.run(keep());
      socket.isMute = true;
      if (socket.script) socket.script.silentTo = 'all';
      socket.script?.say(BROKEN);
      await clock.advance(120_000 + offsetMs);
      expect(stages.at(-1)).toBe('failed');
      socket.isMute = false;
      if (socket.script) socket.script.silentTo = new Set();
      await clock.advance(10_000);
      expect(stages.at(-1)).toBe('running');
      await keeper.close();
    },
  );

  it('counts new starts anew after a minute of running', async () => {
    const { clock, keep, socket, stages } = plug();
    await clock.run(keep());
    for (let hour = 0; hour < 10; hour++) {
      socket.script?.say(BROKEN);
      await clock.advance(3_600_000);
    }
    expect(stages).not.toContain('failed');
    expect(stages.at(-1)).toBe('running');
  });

  it('rests between new starts when each of them is followed by an error', async () => {
    const { clock, keep, socket, stages, running } = plug();
    await clock.run(keep());
    for (let second = 0; second < 60; second++) {
      socket.script?.say(BROKEN);
      await clock.advance(1000);
    }
    expect(stages).toContain('failed');
    expect(running.length).toBeLessThan(20);
  });

  it('ends for good when it is closed, also while it waits to try again', async () => {
    const { clock, keep, socket, stages } = plug();
    const keeper = await clock.run(keep());
    socket.isThere = false;
    await socket.far?.close();
    await clock.advance(10_000);
    await keeper.close();
    await keeper.close();
    const { tried } = socket;
    socket.isThere = true;
    await clock.advance(60_000);
    expect(socket.tried).toBe(tried);
    expect(stages.at(-1)).toBe('closed');
  });

  it('closes what was being opened when it is closed, and sends nothing there', async () => {
    const { clock, keep, socket, running } = plug();
    const keeper = await clock.run(keep());
    socket.openingMs = 1000;
    await socket.far?.close();
    await clock.advance(500);
    await keeper.close();
    await clock.advance(10_000);
    expect(socket.opened).toBe(2);
    expect(socket.script?.heard).toEqual([]);
    expect(() => socket.far?.send(RESET_COMPLETE)).toThrow(TransportError);
    expect(running).toHaveLength(1);
  });

  it('does not take what is left of a broken start for events of the new one', async () => {
    const { clock, keep, socket, stages } = plug();
    await clock.run(keep());
    socket.script?.say(BROKEN);
    socket.script?.say(BROKEN);
    socket.far?.send(RESET_COMPLETE);
    await clock.advance(1000);
    expect(stages).toEqual(['running', 'resync', 'running']);
  });
});

/** A socket that a controller is plugged into, and a keeper for it. */
function plug() {
  const clock = new VirtualClock();
  const socket: {
    isThere: boolean;
    openingMs: number;
    isMute: boolean;
    tried: number;
    opened: number;
    far: HciTransport | undefined;
    script: Script | undefined;
  } = {
    isThere: true,
    openingMs: 0,
    isMute: false,
    tried: 0,
    opened: 0,
    far: undefined,
    script: undefined,
  };
  const stages: ControllerStage[] = [];
  const losses: string[] = [];
  const running: Controller[] = [];
  const open = async () => {
    socket.tried++;
    if (!socket.isThere) throw new TransportError('/dev/ttyUSB0: no such device');
    if (socket.openingMs > 0) await sleep(clock, socket.openingMs);
    socket.opened++;
    const [near, far] = transportPair(clock);
    socket.far = far;
    socket.script = scriptedController(far);
    if (socket.isMute) socket.script.silentTo = 'all';
    return near;
  };
  const told: string[] = [];
  const tell = (code: string) => told.push(code);
  const keep = () =>
    keepController(open, {
      clock,
      log: { ...silentLog, info: tell, warn: tell },
      onRunning: (controller) => running.push(controller),
      onLost: ({ kind }) => losses.push(kind),
      onStage: (stage) => stages.push(stage),
    });
  return { clock, socket, stages, losses, running, told, keep };
}

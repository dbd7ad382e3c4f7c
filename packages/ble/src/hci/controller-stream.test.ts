import { describe, expect, it } from 'vitest';
import { fromHex, VirtualClock } from '../core/index.ts';
import { bytePipe, type PipeEnd } from './byte-pipe.contract.ts';
import type { Controller } from './controller.ts';
import { type ControllerStage, keepController } from './controller-keeper.ts';
import { H4Transport } from './h4-transport.ts';
import { type Script, scriptedController } from './scripted-controller.contract.ts';

const COMPLETED = { kind: 'authenticatedPayloadTimeoutExpired', connectionHandle: 0x40 } as const;

describe('a controller on a serial line', () => {
  it('starts though it talks before: boot text, the rest of a packet, events of its last life', async () => {
    const { clock, keep, pipe, stages } = plug();
    pipe.far.write(new TextEncoder().encode('rst:0x1 (POWERON_RESET),boot:0x13\r\n'));
    pipe.far.write(fromHex('043e130201 0000 0413050140000100 02402000ff'));
    clock.after(10, () => pipe.far.write(fromHex('041001 07 040e')));
    await clock.run(keep());
    expect(stages).toEqual(['running']);
  });

  it('drops noise between packets, and hears those behind it', async () => {
    const { clock, keep, pipe, script, running } = plug();
    await clock.run(keep());
    const heard: string[] = [];
    for (const controller of running) controller.onEvent = ({ kind }) => heard.push(kind);
    for (let i = 0; i < 20; i++) {
      pipe.far.write(fromHex('00ff'));
      script.say(COMPLETED);
    }
    await clock.advance(1000);
    expect(heard).toHaveLength(20);
    expect(running[0]?.faults.droppedOctets).toBe(40);
  });

  it('is started again after more than 64 octets of noise in 1 s', async () => {
    const { clock, keep, pipe, stages, losses, running } = plug();
    await clock.run(keep());
    pipe.far.write(new Uint8Array(200));
    await clock.advance(1000);
    expect(losses).toEqual(['outOfStep']);
    expect(stages).toEqual(['running', 'resync', 'running']);
    expect(running).toHaveLength(2);
  });
});

/** A serial line with a controller at its far end, and a keeper for it. */
function plug() {
  const clock = new VirtualClock();
  const pipe: { readonly near: PipeEnd; readonly far: PipeEnd } = bytePipe(clock);
  const script: Script = scriptedController(commandsFrom(pipe.far));
  const stages: ControllerStage[] = [];
  const losses: string[] = [];
  const running: Controller[] = [];
  const open = async () => new H4Transport(pipe.near, { recovery: { clock } });
  const keep = () =>
    keepController(open, {
      clock,
      onRunning: (controller) => running.push(controller),
      onLost: ({ kind }) => losses.push(kind),
      onStage: (stage) => stages.push(stage),
    });
  return { clock, pipe, script, stages, losses, running, keep };
}

/** The controller's end of the line: hosts send no noise. */
function commandsFrom(far: PipeEnd): H4Transport {
  return new H4Transport(far);
}

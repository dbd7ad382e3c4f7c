import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransportError, toHex, VirtualClock } from '../core/index.ts';
import { BD_ADDR, RAND, RANDOM, RESET, settled, start } from './command-queue.contract.ts';
import { CommandQueue } from './command-queue.ts';
import { leRand, readBdAddr } from './commands/index.ts';

describe('CommandQueue, when the controller is silent', () => {
  it('gives up 2 s after the command went out, and not before', async () => {
    const { queue, clock, silences } = start();
    const outcome = settled(queue.send(leRand));
    await clock.advance(1999);
    expect(outcome.error).toBeUndefined();
    await clock.advance(1);
    expect(outcome.error).toMatchObject({ code: 'TIMEOUT' });
    expect(silences.map(({ message }) => message)).toEqual([
      'leRand (0x2018): the controller did not answer within 2000 ms',
    ]);
  });

  it('waits as long as the command allows', async () => {
    const { queue, clock } = start();
    const outcome = settled(queue.send(leRand, {}, { timeoutMs: 10_000 }));
    await clock.advance(9999);
    expect(outcome.error).toBeUndefined();
    await clock.advance(1);
    expect(outcome.error).toMatchObject({ code: 'TIMEOUT' });
  });

  it('counts the time of a command from its turn on', async () => {
    const { queue, clock, answer } = start();
    const first = queue.send(leRand);
    const second = settled(queue.send(readBdAddr));
    await clock.advance(1500);
    answer(`0e 0c 01 1820 00 ${RANDOM}`);
    await first;
    await clock.advance(1999);
    expect(second.error).toBeUndefined();
    await clock.advance(1);
    expect(second.error).toMatchObject({ code: 'TIMEOUT' });
  });

  it('gives up when the controller never has room', async () => {
    const { queue, clock, answer, sent } = start();
    answer('0e 03 00 0000');
    const outcome = settled(queue.send(leRand));
    await clock.advance(2000);
    expect(outcome.error).toMatchObject({ code: 'TIMEOUT' });
    expect(sent).toEqual([]);
  });

  it('sends the next one, and counts the answer that comes too late', async () => {
    const { queue, clock, answer, sent } = start();
    const outcome = settled(queue.send(leRand));
    const address = queue.send(readBdAddr);
    await clock.advance(2000);
    expect(outcome.error).toBeDefined();
    expect(sent).toEqual([RAND, BD_ADDR]);
    answer(`0e 0c 01 1820 00 ${RANDOM}`);
    expect(queue.unexpected).toBe(1);
    answer('0e 0a 01 0910 00 010000 38c1a4');
    await expect(address).resolves.toEqual({ bdAddr: 0xa4c138000001 });
  });
});

describe('CommandQueue.reset', () => {
  it('goes before all others, without room too, and rejects them', async () => {
    const { queue, answer, sent } = start();
    const under = settled(queue.send(leRand));
    const behind = settled(queue.send(readBdAddr));
    answer('0e 03 00 0000');
    const resetting = queue.reset();
    expect(sent).toEqual([RAND, RESET]);
    answer('0e 04 01 030c 00');
    await resetting;
    expect(under.error).toBeInstanceOf(TransportError);
    expect(behind.error).toBeInstanceOf(TransportError);
  });
});

describe('CommandQueue.abort', () => {
  it('rejects all that waits and all that comes, and stops its timers', async () => {
    const { queue, clock, silences } = start();
    const lost = [queue.send(leRand), queue.send(readBdAddr)].map(settled);
    const error = new TransportError('/dev/ttyUSB0 is gone');
    queue.abort(error);
    await clock.advance(10_000);
    expect(lost.map((one) => one.error)).toEqual([error, error]);
    expect(silences).toEqual([]);
    await expect(queue.send(leRand)).rejects.toBe(error);
    expect(queue.pending).toBe(0);
  });

  it('rejects the command whose sending shows that the controller is lost, and at once', async () => {
    const clock = new VirtualClock();
    const error = new TransportError('/dev/ttyUSB0 is gone');
    const queue: CommandQueue = new CommandQueue(() => queue.abort(error), { clock });
    await expect(queue.send(leRand)).rejects.toBe(error);
    expect(queue.pending).toBe(0);
  });
});

describe('CommandQueue, whatever a controller answers', () => {
  it('settles each command once, keeps its order, and holds nothing back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (moves) => {
        const { queue, clock, answer, sent } = start();
        const outcomes: { isSettled: boolean }[] = [];
        for (const { kind, opcode, credits, status, bytes, pauseMs } of moves) {
          if (kind === 'send') outcomes.push(settled(queue.send(leRand)));
          if (kind === 'complete') {
            answer(`0e${hex(3 + bytes.length)}${hex(credits)}${opcode}${toHex(bytes)}`);
          }
          if (kind === 'status') answer(`0f04${hex(status)}${hex(credits)}${opcode}`);
          await clock.advance(pauseMs);
        }
        await clock.advance(2000 * (outcomes.length + 1));
        expect(outcomes.every(({ isSettled }) => isSettled)).toBe(true);
        expect(queue.pending).toBe(0);
        expect(sent.length).toBeLessThanOrEqual(outcomes.length);
      }),
      { numRuns: 60 },
    );
  });
});

const steps = fc.record({
  kind: fc.constantFrom('send', 'send', 'complete', 'status'),
  opcode: fc.constantFrom('1820', '1820', '030c', '0000'),
  credits: fc.constantFrom(0, 1, 1, 2, 255),
  status: fc.constantFrom(0, 0, 0x0c),
  bytes: fc.uint8Array({ maxLength: 12 }),
  pauseMs: fc.constantFrom(0, 0, 10, 2500),
});

function hex(byte: number): string {
  return toHex(Uint8Array.of(byte));
}

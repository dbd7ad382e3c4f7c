import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, VirtualClock } from '../core/index.ts';
import { RecoveringFramer } from './h4-recovery.ts';

const RESET_COMPLETE = '040e0401030c00';
const COMPLETED = '0413050140000100';
const REPORT = '043e020d00';
const DATA = '024020030001 0203'.replace(' ', '');

/** One of each kind that a controller sends. */
const GOOD = [RESET_COMPLETE, COMPLETED, REPORT, DATA, '04ff02beef'];

describe('RecoveringFramer', () => {
  it.each([1, 2, 3, 100])('gives packets that come whole, in chunks of %d', (size) => {
    const { push, heard } = start();
    const stream = GOOD.join('');
    for (let at = 0; at < stream.length; at += 2 * size) push(stream.slice(at, at + 2 * size));
    expect(heard).toEqual(GOOD);
  });

  it.each([
    ['no indicator', '00'],
    ['a command', '01030c00'],
    ['synchronous data', '03400002'],
    ['an event that nobody knows', '04aa00'],
    ['an LE event without subevent', '043e00'],
    ['data of no link', '0241200000'],
    ['data of a handle that cannot be', '02ff2f0000'],
    ['data with boundary 3', '0240300000'],
    ['data longer than the buffers', '024020fc00'],
    ['isochronous data of no link', '0541200000'],
  ])('drops %s octet by octet, and counts them', (_, noise) => {
    const { push, heard, framer } = start();
    push(noise + COMPLETED);
    expect(heard).toEqual([COMPLETED]);
    expect(framer.dropped).toBe(noise.length / 2);
  });

  it('takes data of a link from the moment that the host knows of it', () => {
    const { push, heard, framer } = start();
    const links = new Set<number>();
    framer.expect({ isConnected: (handle) => links.has(handle), longestAcl: 251 });
    push(DATA);
    expect(heard).toEqual([]);
    links.add(0x40);
    push(DATA);
    expect(heard).toEqual([DATA]);
  });

  it('drops the indicator of a packet that is not whole after 500 ms, and looks behind it', async () => {
    const { push, heard, framer, clock } = start();
    // A Command Complete that claims more than follows; what follows is a packet of its own.
    push(`040eff${COMPLETED}`);
    await clock.advance(499);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual([COMPLETED]);
    expect(framer.dropped).toBe(3);
  });

  it('waits for a packet whose octets come slowly, each within 500 ms of the first', async () => {
    const { push, heard, clock } = start();
    push(RESET_COMPLETE);
    await clock.advance(400);
    push(COMPLETED.slice(0, 4));
    await clock.advance(450);
    push(COMPLETED.slice(4));
    expect(heard).toEqual([RESET_COMPLETE, COMPLETED]);
  });

  it('says that it is out of step after more than 64 octets within 1 s', async () => {
    const { push, outOfStep } = start();
    push('00'.repeat(64));
    expect(outOfStep.times).toBe(0);
    push('00');
    expect(outOfStep.times).toBe(1);
  });

  it('bears 64 octets each second', async () => {
    const { push, outOfStep, clock } = start();
    for (let second = 0; second < 10; second++) {
      push('00'.repeat(64));
      await clock.advance(1001);
    }
    expect(outOfStep.times).toBe(0);
  });

  it('hunts for the answer to Reset past all that looks like packets', () => {
    const { push, heard, framer } = start();
    push('040e');
    framer.hunt();
    push(
      `rst:0x1 boot ${COMPLETED}`.replaceAll(/[^0-9a-f]/g, '').slice(1) + REPORT + RESET_COMPLETE,
    );
    push(REPORT);
    expect(heard).toEqual([RESET_COMPLETE, REPORT]);
    expect(framer.dropped).toBe(0);
  });

  it('finds the answer to Reset when it is cut anywhere', () => {
    for (let at = 2; at < RESET_COMPLETE.length; at += 2) {
      const { push, heard, framer } = start();
      framer.hunt();
      push(`040e0404${RESET_COMPLETE.slice(0, at)}`);
      push(RESET_COMPLETE.slice(at));
      expect(heard).toEqual([RESET_COMPLETE]);
    }
  });

  it('lets nothing be called once it is closed', async () => {
    const { push, heard, framer, clock } = start();
    push(`040eff${COMPLETED}`);
    framer.close();
    await clock.advance(10_000);
    expect(heard).toEqual([]);
  });

  it('loses at most what noise stands beside, whatever the noise', async () => {
    const noise = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { maxLength: 6 }), async (noises) => {
        const { push, heard, clock } = start();
        for (const bytes of noises) push(toHex(bytes) + COMPLETED);
        // What noise has begun is given up octet by octet, each after its time.
        await clock.advance(500 * 400);
        push(REPORT + REPORT);
        expect(heard.slice(-2)).toEqual([REPORT, REPORT]);
      }),
      { numRuns: 40 },
    );
  });
});

/** A framer whose host has link 0x0040, and what came out of it. */
function start() {
  const clock = new VirtualClock();
  const heard: string[] = [];
  const outOfStep = { times: 0 };
  const framer = new RecoveringFramer((packet) => heard.push(toHex(packet)), { clock });
  framer.onOutOfStep = () => {
    outOfStep.times++;
  };
  framer.expect({ isConnected: (handle) => handle === 0x40, longestAcl: 251 });
  return { clock, framer, heard, outOfStep, push: (hex: string) => framer.push(fromHex(hex)) };
}

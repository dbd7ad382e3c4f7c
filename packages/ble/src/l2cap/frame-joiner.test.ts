import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../codec/index.ts';
import { fromHex, Tally, toHex } from '../core/index.ts';
import { PacketBoundary } from '../hci/index.ts';
import { basicFrame } from './frame.ts';
import { FrameJoiner } from './frame-joiner.ts';
import type { L2capViolation } from './violation.ts';

const { first, firstFromHost, continuing, complete } = PacketBoundary;

describe('FrameJoiner', () => {
  it.each([first, firstFromHost])('gives a frame of one fragment, boundary %i', (boundary) => {
    const { push } = join();
    expect(push(boundary, '0200 0400 0a0b')).toBe('4: 0a0b');
    expect(push(boundary, '0000 0600')).toBe('6: ');
  });

  it('joins fragments, wherever they were cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }),
        (payload, sizes) => {
          const { push, violations } = join();
          const frame = toHex(encode(basicFrame, { channelId: 0x40, informationPayload: payload }));
          let at = 0;
          const given: (string | undefined)[] = [];
          for (const size of [...sizes, 1000]) {
            given.push(
              push(
                at === 0 && given.length === 0 ? first : continuing,
                frame.slice(2 * at, 2 * (at + size)),
              ),
            );
            at += size;
            if (given.at(-1) !== undefined) break;
          }
          expect(given.at(-1)).toBe(`64: ${toHex(payload)}`);
          expect(violations.counts).toEqual({});
        },
      ),
    );
  });

  it('drops what continues nothing', () => {
    const { push, violations } = join();
    expect(push(continuing, '0200 0400 0a0b')).toBeUndefined();
    expect(violations.counts).toEqual({ strayFragment: 1 });
  });

  it('drops a frame that was never finished, and takes the next', () => {
    const { push, violations } = join();
    expect(push(first, '0300 0400 0a0b')).toBeUndefined();
    expect(push(first, '0200 0400 0c')).toBeUndefined();
    expect(push(continuing, '0d')).toBe('4: 0c0d');
    expect(violations.counts).toEqual({ cutFrame: 1 });
  });

  it.each([
    ['in one fragment', [[first, '0200 0400 0a0b0c']]],
    [
      'in several',
      [
        [first, '0200 0400 0a'],
        [continuing, '0b0c'],
      ],
    ],
  ] as const)('drops a frame with more bytes than it announced, %s', (_, fragments) => {
    const { push, violations } = join();
    for (const [boundary, hex] of fragments) expect(push(boundary, hex)).toBeUndefined();
    expect(violations.counts).toEqual({ overlongFrame: 1 });
    expect(push(first, '0200 0400 0a0b')).toBe('4: 0a0b');
  });

  it('drops a fragment that LE does not have, and the one under way goes on', () => {
    const { push, violations } = join();
    push(first, '0200 0400 0a');
    expect(push(complete, '0200 0400 0a0b')).toBeUndefined();
    expect(push(continuing, '0b')).toBe('4: 0a0b');
    expect(violations.counts).toEqual({ badBoundary: 1 });
  });
});

function join() {
  const violations = new Tally<L2capViolation>({ code: 'TEST' });
  const joiner = new FrameJoiner(violations);
  const push = (packetBoundary: PacketBoundary, hex: string) => {
    const frame = joiner.push({ packetBoundary, data: fromHex(hex) });
    return frame && `${frame.channelId}: ${toHex(frame.informationPayload)}`;
  };
  return { push, violations };
}

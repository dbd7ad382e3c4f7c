import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../core/index.ts';
import { numbered } from './ends.contract.ts';
import { SduJoiner, segmentsOf } from './sdu-joiner.ts';

describe('segmentsOf', () => {
  it.each([
    [0, ['0000']],
    [21, [`1500${toHex(numbered(21))}`]],
    [22, [`1600${toHex(numbered(21))}`, '15']],
  ])('cuts %i bytes to an MPS of 23 (3.4.3)', (length, segments) => {
    expect([...segmentsOf(numbered(length), 23)].map(toHex)).toEqual(segments);
  });
});

describe('SduJoiner', () => {
  it('joins what was cut, one SDU after the other', () => {
    const sdus = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 });
    fc.assert(
      fc.property(sdus, fc.integer({ min: 23, max: 100 }), (all, mps) => {
        const joiner = new SduJoiner(200);
        const joined = all
          .flatMap((sdu) => [...segmentsOf(sdu, mps)])
          .map((segment) => joiner.push(segment))
          .flatMap((result) => (result.kind === 'whole' ? [toHex(result.sdu)] : []));
        expect(joined).toEqual(all.map(toHex));
      }),
    );
  });

  it.each([
    ['has no room for the length', ['00'], 'a first segment of 1 bytes'],
    ['is longer than MTU', ['6500'], 'an SDU of 101 bytes, where MTU is 100'],
    ['overruns its length', ['0200 0a', '0b0c'], '3 bytes of an SDU of 2'],
  ])('refuses an SDU that %s', (_, segments, problem) => {
    const joiner = new SduJoiner(100);
    const results = segments.map((hex) => joiner.push(fromHex(hex)));
    expect(results.at(-1)).toEqual({ kind: 'broken', problem });
  });
});

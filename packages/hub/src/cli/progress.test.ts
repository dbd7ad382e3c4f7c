import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { FakeOutput } from './fake-terminal.contract.ts';
import { progressLine } from './progress.ts';

describe('progressLine', () => {
  it('tells how far work has come, and how long it will take, in one line drawn over itself', async () => {
    const { clock, output, line } = setUp();
    await clock.advance(3_000);
    line.show(0.25, '1,000 adverts');
    await clock.advance(3_000);
    line.show(0.5, '2,000 adverts');
    line.clear();
    expect(output.text.split('\r\u001b[K')).toEqual([
      '',
      '25 % · 1,000 adverts · 9 s left',
      '50 % · 2,000 adverts · 6 s left',
      '',
    ]);
  });

  it('says nothing of work that takes less than half a second', async () => {
    const { clock, output, line } = setUp();
    await clock.advance(400);
    line.show(0.9, '');
    line.clear();
    expect(output.text).toBe('');
  });

  it.each([
    ['on what is no terminal', false, true],
    ['among other lines', true, false],
  ])('says nothing %s', async (_, isTTY, isAlone) => {
    const { clock, output, line } = setUp(isTTY, isAlone);
    await clock.advance(5_000);
    line.show(0.5, '');
    line.clear();
    expect(output.text).toBe('');
  });
});

function setUp(isTTY = true, isAlone = true) {
  const clock = new VirtualClock();
  const output = new FakeOutput(isTTY);
  return { clock, output, line: progressLine(output, clock, isAlone) };
}

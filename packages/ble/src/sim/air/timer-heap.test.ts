import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { AirTimer, TimerHeap } from './timer-heap.ts';

describe('TimerHeap', () => {
  it('gives timers in the order of their time, those of equal time in the order they were set', () => {
    const heap = new TimerHeap();
    const random = new Random(5);
    for (let order = 0; order < 500; order++) heap.add(timer(random.below(40), order));
    const out = drain(heap);
    expect(out).toHaveLength(500);
    expect(out).toEqual(out.toSorted((a, b) => a.atUs - b.atUs || a.order - b.order));
  });

  it('lets any timer be taken out', () => {
    const heap = new TimerHeap();
    const random = new Random(6);
    const timers = Array.from({ length: 300 }, (_, order) => timer(random.below(1000), order));
    for (const one of timers) heap.add(one);
    const gone = timers.filter((_, i) => i % 3 === 0);
    for (const one of gone) one.clear();
    const out = drain(heap);
    expect(out).toHaveLength(200);
    expect(out).toEqual(out.toSorted((a, b) => a.atUs - b.atUs || a.order - b.order));
    expect(gone.some((one) => one.isSet)).toBe(false);
  });
});

function timer(atUs: number, order: number): AirTimer {
  const made = new AirTimer(() => {});
  made.atUs = atUs;
  made.order = order;
  return made;
}

function drain(heap: TimerHeap): readonly AirTimer[] {
  const out: AirTimer[] = [];
  for (let first = heap.first; first; first = heap.first) {
    out.push(first);
    first.clear();
  }
  return out;
}

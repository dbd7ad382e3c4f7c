import type { SensorEvent } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { turnedBy } from './dial.ts';

describe('turnedBy', () => {
  it.each<[string, readonly SensorEvent[], number | undefined]>([
    ['to the right', [{ source: 'dimmer', type: 'rotate_right', steps: 3 }], 3],
    ['to the left', [{ source: 'dimmer_2', type: 'rotate_left', steps: 2 }], -2],
    ['pressed', [{ source: 'dimmer', type: 'rotate_left_pressed', steps: 5 }], -5],
    ['without a number', [{ source: 'dimmer', type: 'rotate_right' }], 1],
    [
      'to and fro',
      [
        { source: 'dimmer', type: 'rotate_right', steps: 3 },
        { source: 'dimmer', type: 'rotate_left', steps: 4 },
      ],
      -1,
    ],
    ['not at all', [{ source: 'dimmer', type: 'press', count: 2 }], undefined],
    ['as a cube', [{ source: 'cube', type: 'rotate_left' }], undefined],
    ['by a name of every object', [{ source: 'dimmer', type: 'toString' }], undefined],
  ])('adds up a dial that was turned %s', (_, events, sum) => {
    expect(turnedBy(events)).toBe(sum);
  });
});

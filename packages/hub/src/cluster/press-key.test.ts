import type { Measurement, SensorEvent } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Update } from '../state/device.ts';
import { pressKeyOf, windowOf } from './press-key.ts';

const PRESS: SensorEvent = { source: 'button', type: 'press' };

describe('pressKeyOf', () => {
  it.each([
    [
      'the counter under encryption, where there is one',
      { verified: 70_000, packet: 3 },
      ':v70000',
    ],
    ['the counter of 8 bits', { packet: 3 }, ':p3'],
    ['what was said, without a counter', {}, ':h'],
  ])('knows a press by %s', (_, sequence, end) => {
    const { text, windowMs } = pressKeyOf(update(sequence));
    expect(text).toContain(`A4C138000001:bthome-v2${end}`);
    expect(text.length).toBeLessThanOrEqual(128);
    expect(windowOf(text)).toBe(windowMs);
  });

  it('is the same for the same words in another order', () => {
    const one = update({}, [{ source: 'dimmer', type: 'rotate_left', steps: 2 }]);
    const other = update({}, [{ steps: 2, type: 'rotate_left', source: 'dimmer' }]);
    expect(pressKeyOf(one)).toEqual(pressKeyOf(other));
    expect(pressKeyOf(one)).not.toEqual(pressKeyOf(update({})));
  });

  it('gives a key that makes no sense the shortest window', () => {
    expect(windowOf('anything')).toBe(windowOf('a:b:h0'));
    expect(windowOf('a:b:toString')).toBe(windowOf('a:b:h0'));
  });
});

function update(sequence: object, events: readonly SensorEvent[] = [PRESS]): Update {
  const device = blankDevice(0xa4c1_3800_0001, 'sensor', undefined);
  // The cast holds for what is read of a measurement here.
  const measurement = { family: 'bthome-v2', sequence, values: {} } as unknown as Measurement;
  return { device, changed: [], events, timeMs: 0, measurement };
}

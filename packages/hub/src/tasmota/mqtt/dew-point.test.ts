import { describe, expect, it } from 'vitest';
import { dewPoint } from './dew-point.ts';

describe('dewPoint', () => {
  it.each([
    [21.4, 48.3, '10.0'],
    [23.4, 45.6, '11.0'],
    [-5, 80, '-7.9'],
    [20, 100, '20.0'],
  ])('at %f °C and %f % is %s °C', (temperature, humidity, expected) => {
    expect(dewPoint(temperature, humidity)?.toFixed(1)).toBe(expected);
  });

  it('does not exist in air without any water', () => {
    expect(dewPoint(20, 0)).toBeUndefined();
  });
});

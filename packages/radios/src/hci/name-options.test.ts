import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { positiveNumber, readNameOptions, truth } from './name-options.ts';

const READERS = { baud: positiveNumber, rtscts: truth };

describe('readNameOptions', () => {
  it.each([
    ['/dev/ttyUSB0', '/dev/ttyUSB0', {}],
    ['/dev/ttyUSB0?', '/dev/ttyUSB0', {}],
    ['COM3?baud=921600', 'COM3', { baud: 921_600 }],
    ['a?rtscts=false&baud=1', 'a', { rtscts: false, baud: 1 }],
  ])('takes %s apart', (rest, place, options) => {
    expect(readNameOptions(`serial:${rest}`, rest, READERS)).toEqual({ place, options });
  });

  it.each([
    ['a?baud=', "'x:a?baud=': baud is a whole number above 0, not ''"],
    ['a?baud=1e6', 'baud is a whole number above 0'],
    ['a?rtscts', 'rtscts is true or false'],
    ['a?toString=1', "an option 'toString': there are baud, rtscts"],
    ['a?a=1?b=2', "an option 'a'"],
  ])('refuses %s', (rest, message) => {
    const read = () => readNameOptions(`x:${rest}`, rest, READERS);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});

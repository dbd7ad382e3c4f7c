import { describe, expect, it } from 'vitest';
import { Message } from './message.ts';

const JSON_TEXT =
  '{"Time":"2025-01-10T12:00:00","LYWSD03-a1b2c3":{"Temperature":-10.0,"Name":"say \\"1.0\\"","Is":true}}';

describe('Message', () => {
  it.each([
    [['time'], '2025-01-10T12:00:00'],
    [['lywsd03-a1b2c3', 'temperature'], '-10.0'],
    [['lywsd03-a1b2c3', 'name'], 'say "1.0"'],
    [['lywsd03-a1b2c3', 'is'], 'true'],
    [['lywsd03-a1b2c3', 'humidity'], undefined],
    [['time', 'length'], undefined],
    [['constructor'], undefined],
  ])('has at %s the value as it was written: %s', (path, value) => {
    expect(new Message(JSON_TEXT).valueAt(path)).toBe(value);
  });

  it.each(['', 'null', '[1]', '{"a":', '"a"'])(
    'has no members where there is no object: %s',
    (text) => {
      expect(new Message(text).valueAt(['a'])).toBeUndefined();
    },
  );
});

import { describe, expect, it } from 'vitest';
import { parsedJson } from './parsed-json.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('parsedJson', () => {
  it('gives what a text holds, and nothing of what is no JSON', () => {
    expect(parsedJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parsedJson('kitchen')).toBeUndefined();
  });

  it('gives nothing of what is too deep to be written again', () => {
    expect(JSON.stringify(parsedJson(nested(256)))).toBe(nested(256));
    expect(parsedJson(nested(257))).toBeUndefined();
    expect(parsedJson('{"a":'.repeat(30_000))).toBeUndefined();
    expect(parsedJson(`{"a":${nested(30_000)}}`)).toBeUndefined();
  });

  it('takes brackets in texts for what they are, and many side by side', () => {
    const text = `\\"${'[{'.repeat(1_000)}"`;
    expect(parsedJson(JSON.stringify({ text }))).toEqual({ text });
    const wide = Array.from({ length: 1_000 }, () => [{}]);
    expect(parsedJson(JSON.stringify(wide))).toEqual(wide);
  });
});

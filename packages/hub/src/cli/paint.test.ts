import { describe, expect, it } from 'vitest';
import { paintFor } from './paint.ts';

describe('paintFor', () => {
  it('paints on a terminal', () => {
    expect(paintFor({ isTTY: true }, {})('red', 'x')).toBe('\u001b[31mx\u001b[0m');
  });

  it.each([
    ['a pipe', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
    ['a terminal that can do nothing', true, { TERM: 'dumb' }],
  ] as const)('leaves text plain for %s', (_, isTTY, env) => {
    expect(paintFor({ isTTY }, env)('red', 'x')).toBe('x');
  });

  it('paints where NO_COLOR is empty, as no-color.org says', () => {
    expect(paintFor({ isTTY: true }, { NO_COLOR: '' })('red', 'x')).not.toBe('x');
  });
});

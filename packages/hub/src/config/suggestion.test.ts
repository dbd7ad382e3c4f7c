import { describe, expect, it } from 'vitest';
import { suggestionFor } from './suggestion.ts';

describe('suggestionFor', () => {
  it.each([
    ['urll', 'url'],
    ['usrname', 'username'],
    ['keepalive', 'keepalive_s'],
    ['BASE', 'base'],
    ['clientid', 'client_id'],
  ])('finds for %s the name that was meant', (word, meant) => {
    expect(suggestionFor(word, ['url', 'username', 'keepalive_s', 'base', 'client_id'])).toBe(
      meant,
    );
  });

  it('does not guess wildly', () => {
    expect(suggestionFor('colour', ['url', 'username'])).toBeUndefined();
    expect(suggestionFor('x'.repeat(100_000), ['url'])).toBeUndefined();
    expect(suggestionFor('url', [])).toBeUndefined();
  });
});

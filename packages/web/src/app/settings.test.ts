import { describe, expect, it } from 'vitest';
import { parseSettings } from './settings.ts';

describe('parseSettings', () => {
  it('gives what was kept, and what is usual for the rest', () => {
    expect(parseSettings('{"theme":"dark","sort":"signal"}')).toMatchObject({
      theme: 'dark',
      sort: 'signal',
      layout: 'grid',
    });
  });

  it.each([null, '', '{', '[]', '7', 'null', '{"theme":"pink"}', '{"theme":{"a":1}}'])(
    'takes %j as nothing kept',
    (text) => {
      expect(parseSettings(text)).toEqual(parseSettings(null));
    },
  );
});

import { describe, expect, it } from 'vitest';
import { type Migration, migrate } from './migrate.ts';

/** As two versions could have changed the file. */
const MIGRATIONS: readonly Migration[] = [
  { from: 1, renames: [{ path: ['web', 'listen'], to: 'port' }] },
  { from: 2, renames: [{ path: ['web'], to: 'server' }], removes: [['old']] },
];

describe('migrate', () => {
  it('brings an old file up to date, comments kept', () => {
    const text = `version: 1 # of the file
# gone soon
old: 1
web:
  # where
  listen: !secret port # here
`;
    expect(migrate(text, 'c.yaml', MIGRATIONS, 3)).toEqual({
      from: 1,
      text: `version: 3 # of the file
# gone soon
server:
  # where
  port: !secret port # here
`,
    });
    expect(migrate('version: 2\nweb: { port: 1 }\n', 'c.yaml', MIGRATIONS, 3).text).toBe(
      'version: 3\nserver: { port: 1 }\n',
    );
  });

  it.each(['', 'web: {}', 'version: 3\n', 'version: x\n', 'version: [\n', '- version: 1\n'])(
    'leaves a file of today, and one it cannot read, as it is: %j',
    (text) => {
      expect(migrate(text, 'c.yaml', MIGRATIONS, 3)).toEqual({ text });
    },
  );

  it('refuses a file of a newer bluebell, and versions that never were', () => {
    expect(() => migrate('a: 1\nversion: 4\n', 'c.yaml', MIGRATIONS, 3)).toThrow(
      /^c.yaml:2:10 version: is 4: the file was written by a newer bluebell, .* up to 3; update/,
    );
    expect(() => migrate('version: 0\n', 'c.yaml', MIGRATIONS, 3)).toThrow(
      'c.yaml:1:10 version: is 0, which never was: leave it at 3',
    );
  });
});

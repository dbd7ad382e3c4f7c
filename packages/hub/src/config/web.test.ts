import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './index.ts';

describe('the web server of a configuration', () => {
  it('listens on this machine alone by default', async () => {
    const { config } = await parseConfig('', '/x/config.yaml');
    expect(config.web).toMatchObject({ enabled: true, host: '127.0.0.1', port: 8127 });
  });

  it('lets others in where there is a password', async () => {
    const text = 'web: {host: 0.0.0.0, password: secret}';
    const { config } = await parseConfig(text, '/x/config.yaml');
    expect(config.web.password?.reveal()).toBe('secret');
  });

  it.each(['web: {host: 0.0.0.0}', 'web: {host: attic, password: ""}'])(
    'is refused where others would need none: %s',
    async (text) => {
      const parsing = parseConfig(text, '/x/config.yaml');
      await expect(parsing).rejects.toThrow(ConfigError);
      await expect(parsing).rejects.toThrow(/web\.host.*give a password too/s);
    },
  );
});

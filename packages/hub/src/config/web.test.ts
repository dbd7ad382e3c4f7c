import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, webPassword, webToken } from './index.ts';

const TOKEN = '0123456789abcdef';

describe('the web server of a configuration', () => {
  it('listens on this machine alone by default', async () => {
    const { config } = await parseConfig('', '/x/config.yaml');
    expect(config.web).toMatchObject({ enabled: true, host: '127.0.0.1', port: 8032 });
    expect([webPassword(config.web), webToken(config.web)]).toEqual([undefined, undefined]);
  });

  it.each([
    'password: secret',
    `token: ${TOKEN}`,
    'trusted: [172.30.32.2]',
    'without_password: setup',
    'without_password: open',
  ])('lets others in where it is said how: %s', async (setting) => {
    const { config } = await parseConfig(`web: {host: 0.0.0.0, ${setting}}`, '/x/config.yaml');
    expect(config.web.host).toBe('0.0.0.0');
  });

  it('takes password and token from files', async () => {
    const text = 'web: {host: 0.0.0.0, password_file: /p, token_file: /token-of-a-file}';
    const { config } = await parseConfig(text, '/x/config.yaml', { readFile });
    expect(webPassword(config.web)).toBe('/p-secret');
    expect(webToken(config.web)).toBe('/token-of-a-file-secret');
    expect(JSON.stringify(config.web)).not.toContain('-secret');
  });

  it('takes them from the environment', async () => {
    const environment = { BLUEBELL_WEB__HOST: '0.0.0.0', BLUEBELL_WEB__PASSWORD: 'secret' };
    const { config } = await parseConfig('', '/x/config.yaml', { environment });
    expect(webPassword(config.web)).toBe('secret');
  });

  it.each([
    ['web: {host: 0.0.0.0}', /web\.host.*give a password too/s],
    ['web: {host: attic, password: ""}', /web\.host.*give a password too/s],
    ['web: {token: short}', /web\.token.*at least 16/s],
    [`web: {token: "${TOKEN} ${TOKEN}"}`, /web\.token.*no blanks/s],
    ['web: {trusted: [attic]}', /must be an address/],
  ])('is refused where it would let in whom nobody meant: %s', async (text, words) => {
    const parsing = parseConfig(text, '/x/config.yaml');
    await expect(parsing).rejects.toThrow(ConfigError);
    await expect(parsing).rejects.toThrow(words);
  });
});

function readFile(path: string): Promise<Uint8Array> {
  return Promise.resolve(new TextEncoder().encode(`${path}-secret\n`));
}

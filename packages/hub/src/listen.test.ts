import { createServer } from 'node:net';
import { TransportError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { isLoopback, listenNear } from './listen.ts';

describe('listenNear', () => {
  it('takes another port where the wanted one is taken', async () => {
    const [first, second] = [createServer(), createServer()];
    const place = { name: 'test', host: '127.0.0.1' };
    const port = await listenNear(first, { ...place, port: 0 });
    expect(await listenNear(second, { ...place, port })).not.toBe(port);
    for (const server of [first, second]) server.close();
  });

  it('names who wanted to listen where it cannot', async () => {
    const listening = listenNear(createServer(), { name: 'test', host: '192.0.2.1', port: 0 });
    await expect(listening).rejects.toThrow(TransportError);
    await expect(listening).rejects.toThrow(/^test: cannot listen on 192\.0\.2\.1:0/);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('is true of %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '127.evil.example', 'localhost.evil.example', '', '192.0.2.1'])(
    'is false of "%s"',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});

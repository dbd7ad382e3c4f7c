// `bluebell scan`, `gatt`, `pair` and `air`, as shells and other programs see them.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bluebell, PATIENCE_MS, temporaryFolder } from './bluebell.ts';

const STRAP = 'E3:1B:74:0C:9D:52';
const LOCK = 'F0:9C:6E:21:D4:3B';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';

describe('bluebell air', { timeout: PATIENCE_MS }, () => {
  it('is one air for several processes, and leaves nothing behind', async () => {
    const socket = join(temporaryFolder(), 'hci');
    const air = new Bluebell([
      'air',
      '--controller',
      'tcp:127.0.0.1:0',
      '--controller',
      `unix:${socket}`,
    ]);
    const [tcp] = await air.until(/tcp:127\.0\.0\.1:\d+/);
    await air.until(/Next, in another terminal/);

    const [read, scan] = await Promise.all([
      Bluebell.run(['gatt', 'read', STRAP, 'body sensor location', '--radio', tcp]),
      Bluebell.run(['scan', '--seconds', '2', '--json', '--radio', `unix:${socket}`]),
    ]);
    expect(read).toMatchObject({ code: 0, stdout: '01  chest\n', stderr: '' });
    expect(scan.code).toBe(0);
    expect(JSON.parse(scan.stdout.split('\n')[0] ?? '')).toMatchObject({ radio: `unix:${socket}` });

    const { code, stderr, lastMs } = await air.signal('SIGINT').end();
    expect([code, stderr, lastMs < 2_000]).toEqual([0, '', true]);
    expect(existsSync(socket)).toBe(false);
  });
});

describe('bluebell pair', { timeout: PATIENCE_MS }, () => {
  it('makes a bond that the next process uses, and the simulated device remembers', async () => {
    const data = temporaryFolder();
    const pair = await Bluebell.run(['pair', LOCK], { data, input: '123456\n' });
    expect(pair).toMatchObject({ code: 0, stderr: 'The passkey that the device shows: \n' });
    expect(pair.stdout).toMatch(
      /^Paired with F0:.*: encrypted, authenticated, LE Secure Connections\n/,
    );

    const after = await Bluebell.run(['gatt', 'read', LOCK, BOLT], { data });
    expect(after).toMatchObject({ code: 0, stdout: '00\n', stderr: '' });
  });
});

describe('bluebell gatt', { timeout: PATIENCE_MS }, () => {
  it('ends with 0 when it is stopped while it listens, with 130 while it looks, with 3 when it gives up', async () => {
    const listening = new Bluebell(['gatt', 'subscribe', STRAP, '2a37']);
    const looking = new Bluebell(['gatt', 'read', 'C0:00:00:00:00:99', '2a19', '--timeout', '60']);
    const lost = Bluebell.run(['gatt', 'read', 'C0:00:00:00:00:99', '2a19', '--timeout', '1']);
    await listening.until(/beats\/min/);
    const ends = await Promise.all([
      listening.signal('SIGINT').end(),
      looking.signal('SIGTERM').end(),
      lost,
    ]);
    expect(ends.map(({ code }) => code)).toEqual([0, 130, 3]);
    for (const { lastMs } of ends.slice(0, 2)) expect(lastMs).toBeLessThan(2_000);
    expect(ends.map(({ stderr }) => stderr)).toEqual([
      '',
      '',
      expect.stringMatching(/^bluebell: .* was not heard within 1 s/),
    ]);
  });
});

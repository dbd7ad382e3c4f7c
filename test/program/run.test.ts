// `bluebell run`, as a service manager and an MQTT client see it.

import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { formatAddress, toHex } from '@bluebell/ble/core';
import { Watcher } from '@bluebell/hub/sinks/contract';
import { type SimulatedDevice, simulatedHome } from '@bluebell/sensors/virtual';
import { describe, expect, it } from 'vitest';
import { Bluebell, PATIENCE_MS, temporaryFolder } from './bluebell.ts';

const HOME = simulatedHome().devices;
const SENSORS = HOME.filter(({ kind }) => kind === 'sensor');
const PHONES = HOME.filter(({ kind }) => kind === 'phone');

describe('bluebell run --demo', { timeout: PATIENCE_MS }, () => {
  it('shows and publishes every simulated sensor and phone within 10 s, without a key of theirs', async () => {
    // Variables that make libraries print what they work with.
    const env = { LOG_STREAM: '1', LOG_TOKENS: '1', DEBUG: '*', BLUEBELL_LOG__LEVEL: 'debug' };
    const bluebell = new Bluebell(['run', '--demo'], { env });
    await using watcher = await watch(bluebell);
    await untilPublished(watcher, [...SENSORS, ...PHONES]);
    for (const { name } of [...SENSORS, ...PHONES]) {
      await bluebell.until(new RegExp(`^\\d\\d:\\d\\d:\\d\\d {2}${name} `, 'm'));
    }
    expect(bluebell.takenMs).toBeLessThan(10_000);

    // Somebody who comes later gets what was kept of each.
    await using late = await watch(bluebell);
    await untilPublished(late, SENSORS);

    const { code, stdout, stderr, lastMs } = await bluebell.signal('SIGTERM').end();
    expect(code).toBe(0);
    expect(lastMs).toBeLessThan(2_000);
    await untilOffline(watcher);
    expect(statesOf(watcher)).toEqual(['online', 'offline']);

    const out = [stdout, stderr, ...watcher.messages.map(({ payload }) => payload)].join('\n');
    expect(piecesOfKeys().filter((piece) => out.toLowerCase().includes(piece))).toEqual([]);
  });

  it('ends by SIGINT, which comes twice from terminals and launchers', async () => {
    const bluebell = new Bluebell(['run', '--demo']);
    await using watcher = await watch(bluebell);
    await watcher.until(() => statesOf(watcher).length === 1);
    const { code, stderr, lastMs } = await bluebell.signal('SIGINT').signal('SIGINT').end();
    expect([code, lastMs < 2_000]).toEqual([0, true]);
    expect(stderr).not.toMatch(/at .*\.ts:\d+/);
    await untilOffline(watcher);
  });

  it('ends without a word when nobody reads what it prints', async () => {
    const bluebell = new Bluebell(['run', '--demo']);
    await using watcher = await watch(bluebell);
    await watcher.until(() => statesOf(watcher).length === 1);
    bluebell.stopReading();
    expect((await bluebell.end()).code).toBe(0);
    await untilOffline(watcher);
  });
});

describe('bluebell run', { timeout: PATIENCE_MS }, () => {
  it('writes a configuration where there is none, and goes on to the next free port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The cast holds: a server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo;
    const data = temporaryFolder();
    const bluebell = new Bluebell(['run'], { data, env: { BLUEBELL_BROKER__PORT: `${port}` } });
    const url = await brokerOf(bluebell);
    await bluebell.until(/Next: name one under radios/);
    expect(url).not.toContain(`:${port}`);
    expect(bluebell.printed).toMatch(new RegExp(`port ${port} is taken`));
    const { code } = await bluebell.signal('SIGTERM').end();
    server.close();
    expect(code).toBe(0);
    expect(readFileSync(join(data, 'config/config.yaml'), 'utf8')).toMatch(/^#radios:/m);
  });

  it('does not start with a wrong configuration: it says where, what is allowed, and gives 2', async () => {
    const data = temporaryFolder();
    const config = join(data, 'my.yaml');
    writeFileSync(config, 'radios: [sim]\nmqtt:\n  keepalive_s: 1\nlog: { level: loud }\n');
    const { code, stdout, stderr } = await Bluebell.run(['run', '--config', config], { data });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^bluebell: .*my\.yaml:3:16 mqtt\.keepalive_s: .*5/),
      expect.stringMatching(/^.*my\.yaml:4:15 log\.level: .*error.*debug/),
      '',
    ]);
    expect(existsSync(join(data, 'state/instance-id'))).toBe(false);
  });
});

/** Where its broker listens. */
async function brokerOf(bluebell: Bluebell): Promise<string> {
  const [, url = ''] = await bluebell.until(/^MQTT +(mqtt:\S+)$/m);
  return url;
}

/** Listens to its broker, and never says a word that could come too late. */
async function watch(bluebell: Bluebell): Promise<Watcher> {
  return Watcher.on(await brokerOf(bluebell), {}, 'bluebell/#', 0);
}

function untilPublished(watcher: Watcher, devices: readonly SimulatedDevice[]): Promise<void> {
  const missing = () => devices.filter((device) => !isPublished(watcher, device));
  return watcher.until(
    () => missing().length === 0,
    () =>
      `published: ${missing()
        .map(({ name }) => name)
        .join()}`,
  );
}

function untilOffline(watcher: Watcher): Promise<void> {
  return watcher.until(
    () => statesOf(watcher).at(-1) === 'offline',
    () => `offline, after ${statesOf(watcher).join()}`,
  );
}

/** Whether a device has a document, and a value or whatever else it has to say. */
function isPublished({ messages }: Watcher, device: SimulatedDevice): boolean {
  // Names of the home are letters, blanks and one apostrophe.
  const wanted = `bluebell/${device.name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
  const document = messages.findLast(({ topic }) => topic === wanted);
  if (!document) return false;
  if (device.kind === 'phone') return document.payload.includes('"home":true');
  return document.payload.includes(`"address":"${formatAddress(device.address)}"`);
}

function statesOf(watcher: Watcher): readonly unknown[] {
  return watcher.on('bluebell/bridge/state').map((document) => {
    return typeof document === 'object' && document && 'state' in document
      ? document.state
      : document;
  });
}

/** Every eight digits in a row of the keys of the simulated home. */
function piecesOfKeys(): readonly string[] {
  const keys = HOME.flatMap(({ key, irk }) => [key, irk]).filter((key) => key !== undefined);
  expect(keys.length).toBeGreaterThan(5);
  return keys.flatMap((key) => toHex(key).match(/.{8}/g) ?? []);
}

// `bluebell status`, `bluebell device` and `bluebell key` against a server in this process.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../../api/health.ts';
import { type ServedHub, type ServedOptions, serve } from '../../api/served-hub.contract.ts';
import type { ConfigChange } from '../../requests/ports.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { FakeProgram } from '../fake-terminal.contract.ts';
import { widthOf } from '../text.ts';

// The program loads these when a command runs; here, before any test has to wait for it.
beforeAll(
  () =>
    Promise.all([
      import('./status.ts'),
      import('../device/device-set.ts'),
      import('../key/key.ts'),
    ]),
  60_000,
);

let folder = '';
let hub: ServedHub | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-status-'));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  await rm(folder, { recursive: true });
});

const KEY = '00112233445566778899aabbccddeeff';

const AWAY: ComponentHealth = {
  name: 'mqtt',
  status: 'degraded',
  sinceMs: 0,
  detail: 'no broker: cannot reach 192.168.1.2:1883, and it has been so for quite a while now',
  nextStep: 'see whether the broker runs',
};

describe('bluebell status', () => {
  it('shows the hub at a glance, in 80 columns', async () => {
    await runHub({
      health: [{ health: () => [AWAY] }],
      radios: [
        {
          name: 'hci:0',
          kind: 'controller',
          stage: 'running',
          isDeaf: true,
          heardMs: 0,
          adverts: 5,
          advertsPerMinute: 0,
          watchdogMs: 60_000,
          recoveries: { restartScan: 1, reset: 0, reopen: 0 },
          sinceMs: 0,
          problem: 'heard nothing for 5 min, which is much longer than usual in this home',
          connections: 0,
        },
      ],
    });
    const { code, text } = await bluebell('status');
    expect(code).toBe(0);
    expect(text).toBe(`bluebell 1.2.3 · up 0 s · ◐ degraded

Radios     ○ hci:0  hears nothing  0 adverts/min  heard nothing for 5 min, whic…
Broker     none
Devices    2 known · 1 online · 1 offline · 1 not understood
           A4C138000002: encrypted: needs its key
History    none

◐ mqtt: no broker: cannot reach 192.168.1.2:1883, and it has been so for quite a
  while now
  → see whether the broker runs
`);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('gives all of it as JSON', async () => {
    await runHub();
    const { text } = await bluebell('status', '--json');
    expect(JSON.parse(text)).toMatchObject({
      version: '1.2.3',
      status: 'ok',
      devices: { known: 2, faults: [{ id: 'A4C138000002', fault: 'missing_key' }] },
      mqtt: null,
    });
  });

  it('tells supervisors by its exit code', async () => {
    await expect(bluebell('status', '--check')).rejects.toThrow(UnreachableError);
    let isReady = false;
    await runHub({ isReady: () => isReady });
    expect(await bluebell('status', '--check')).toMatchObject({ code: 1, text: '' });
    isReady = true;
    expect(await bluebell('status', '--check')).toMatchObject({ code: 0, text: '' });
  });

  it('asks another hub by its address and what opens it', async () => {
    const { url } = await runHub({ web: { password: 'se:cret' } });
    await expect(bluebell('status', '--url', url)).rejects.toThrow(/wants its web.token/);
    const known = url.replace('//', '//admin:se%3Acret@');
    expect((await bluebell('status', '--url', known, '--check')).code).toBe(0);
    expect((await bluebell('status', '--url', known)).text).toMatch(/^bluebell 1\.2\.3/);
  });
});

describe('bluebell device', () => {
  it('lists what the hub knows', async () => {
    await runHub();
    const { text } = await bluebell('device', 'list');
    expect(text).toMatch(/^A4C138000001 {2}kitchen {2}\d+ d ago +LYWSD03MMC\nA4C138000002 {2}– /);
    expect(JSON.parse((await bluebell('device', 'list', '--json')).text)).toHaveLength(2);
  });

  it('names, sets and forgets', async () => {
    const { changes, forgotten } = await runHub();
    expect((await bluebell('device', 'rename', 'kitchen', 'cellar')).text).toBe(
      'A4:C1:38:00:00:01 is called cellar.\n',
    );
    await bluebell(
      'device',
      'options',
      'kitchen',
      'area=A=B',
      'offline_after_s=60',
      'announce=false',
    );
    await bluebell('device', 'options', 'kitchen', 'area=');
    expect(changes.map(({ path, value }) => [path.at(-1), value])).toEqual([
      ['name', 'cellar'],
      ['area', 'A=B'],
      ['offline_after_s', 60],
      ['announce', false],
      ['area', undefined],
    ]);
    expect((await bluebell('device', 'options', 'kitchen')).text).toMatch(/^announce +true$/m);
    expect((await bluebell('device', 'forget', 'kitchen')).text).toBe(
      'A4:C1:38:00:00:01 is forgotten.\n',
    );
    expect(forgotten).toEqual(['A4C138000001']);
    await expect(bluebell('device', 'rename', 'garage', 'x')).rejects.toThrow(CommandError);
    expect((await bluebell('device', 'options', 'KITCHEN')).text).toMatch(/^announce +true$/m);
    await expect(bluebell('device', 'options', 'garage')).rejects.toThrow(
      `nothing is called "garage", and it is no address: 'bluebell device list' shows what there is`,
    );
  });

  it('changes the configuration where no hub runs', async () => {
    const file = await configFile(
      'devices:\n  # By the window.\n  A4:C1:38:00:00:01: {name: kitchen}\n',
    );
    const { text } = await bluebell('device', 'rename', 'kitchen', 'cellar');
    expect(text).toMatch(/is called cellar, for when a hub is started: none runs here\./);
    expect(await readFile(file, 'utf8')).toMatch(/# By the window\.\n.*name: cellar/);
    await expect(bluebell('device', 'list')).rejects.toThrow(UnreachableError);
  });
});

describe('bluebell key', () => {
  it('gives a key to the hub that runs, from standard input, and shows it to nobody', async () => {
    const { changes } = await runHub();
    const program = new FakeProgram({ input: `${KEY}\n`, env: { BLUEBELL_DATA: folder } });
    expect(await program.run('key', 'set', 'A4C138000002')).toBe(0);
    expect(changes).toEqual([{ path: ['devices', 'A4:C1:38:00:00:02', 'key'], value: KEY }]);
    expect(program.stdout.text).toBe(
      'A4:C1:38:00:00:02: the key is set, and the hub goes by it.\n',
    );
    expect(program.stderr.text).toBe('');
  });

  it('keeps keys in the configuration where no hub runs', async () => {
    const file = await configFile('devices: {}\n');
    await bluebell('key', 'set', 'A4:C1:38:00:00:01', KEY);
    expect(await readFile(file, 'utf8')).toContain(KEY);
    const { text } = await bluebell('key', 'list');
    expect(text).toBe('A4:C1:38:00:00:01    has a key\n');
    await bluebell('key', 'remove', 'A4:C1:38:00:00:01');
    expect(await readFile(file, 'utf8')).not.toContain(KEY);
    await expect(bluebell('key', 'set', 'A4:C1:38:00:00:01', `${KEY}0`)).rejects.toThrow(
      /^(?!.*00112233)key: must have 32 hex digits/,
    );
  });
});

async function runHub(options: ServedOptions = {}) {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  const changes: ConfigChange[] = [];
  const result = { applied: [], restartRequired: [] };
  hub = await serve({
    ...options,
    folder: state,
    ports: {
      config: {
        set(wanted) {
          changes.push(...wanted);
          return Promise.resolve(result);
        },
        reload: () => Promise.resolve(result),
      },
    },
  });
  return { url: hub.url, changes, forgotten: hub.forgotten };
}

async function bluebell(...args: readonly string[]): Promise<{ code: number; text: string }> {
  const program = new FakeProgram({ env: { BLUEBELL_DATA: folder } });
  program.stdout.columns = 80;
  const code = await program.run(...args);
  return { code, text: program.stdout.text };
}

async function configFile(text: string): Promise<string> {
  await mkdir(join(folder, 'config'), { recursive: true });
  const file = join(folder, 'config', 'config.yaml');
  await writeFile(file, text);
  return file;
}

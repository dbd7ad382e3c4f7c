import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { ConfigError } from './config-error.ts';
import { ConfigFile, type ConfigFileOptions } from './config-file.ts';
import { defaultConfigText } from './default-config.ts';

const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';
const TEXT = `# my home
mqtt:
  base: attic     # under the roof

devices:
  a4c138000001:   # the kitchen's
    name: 'kitchen'
    key: !secret kitchen
  A4:C1:38:00:00:02: { name: hall }
`;

let folder = '';
const opened: ConfigFile[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(async () => {
  for (const file of opened.splice(0)) await file.close();
  await rm(folder, { recursive: true });
});

describe('ConfigFile.set', () => {
  it('changes the one line, and keeps the file that was', async () => {
    const file = await open(TEXT);
    const result = await file.set([
      { path: ['devices', 'A4:C1:38:00:00:01', 'name'], value: 'cellar' },
    ]);
    expect(result).toEqual({ applied: ['devices.a4c138000001.name'], restartRequired: [] });
    expect(await text()).toBe(TEXT.replace("'kitchen'", "'cellar'"));
    expect(await text('config.yaml~')).toBe(TEXT);
    expect(file.loaded.known.names.get(parseAddress('A4:C1:38:00:00:01'))).toBe('cellar');
  });

  it('tells of what changed, and what waits for a restart', async () => {
    const file = await open(TEXT);
    const told: unknown[] = [];
    file.onChange((now, before, result) => {
      told.push([before.config.mqtt.base, now.config.mqtt.base, result]);
    });
    const result = await file.set([
      { path: ['mqtt', 'base'], value: 'cellar' },
      { path: ['devices', 'A4:C1:38:00:00:02', 'offline_after_s'], value: 60 },
    ]);
    expect(result).toEqual({
      applied: ['devices.A4:C1:38:00:00:02.offline_after_s'],
      restartRequired: ['mqtt.base'],
    });
    expect(told).toEqual([['attic', 'cellar', result]]);
    expect(file.restartRequired).toEqual(['mqtt.base']);
    expect(file.health()).toMatchObject([
      {
        status: 'ok',
        detail: expect.stringMatching(/config.yaml; in force after a restart: mqtt.base$/),
        nextStep: 'restart the hub',
      },
    ]);
    await file.set([{ path: ['mqtt', 'base'], value: 'attic' }]);
    expect(file.restartRequired).toEqual([]);
    expect(file.health()).toMatchObject([{ name: 'config', status: 'ok' }]);
  });

  it('puts a key into the secrets file where the configuration says !secret', async () => {
    const file = await open(TEXT);
    const path = ['devices', 'A4C138000001', 'key'];
    expect(await file.set([{ path, value: OTHER_KEY }])).toMatchObject({
      applied: ['devices.a4c138000001.key'],
    });
    expect(await text()).toBe(TEXT);
    expect(await text('secrets.yaml')).toBe(`# hidden\nkitchen: ${OTHER_KEY}\n`);
    expect(file.loaded.known.writtenKeys.size).toBe(1);
  });

  it('does not change a secret that others use too', async () => {
    const file = await open(`${TEXT}  A4C138000003: { key: !secret kitchen }\n`);
    const path = ['devices', 'A4C138000001', 'key'];
    expect(await refusal(file.set([{ path, value: OTHER_KEY }]))).toContain(
      'config.yaml:8:18 devices.a4c138000001.key: is !secret kitchen, which 2 settings use',
    );
  });

  it('adds devices to a file that has none, even to no file at all', async () => {
    const changes = [{ path: ['devices', 'A4:C1:38:00:00:01', 'name'], value: 'kitchen' }];
    const file = await open(undefined);
    expect(await file.set(changes)).toEqual({
      applied: ['devices.A4:C1:38:00:00:01.name'],
      restartRequired: [],
    });
    expect(await text()).toBe('devices:\n  A4:C1:38:00:00:01:\n    name: kitchen\n');
    expect((await stat(file.file)).mode & 0o777).toBe(0o600);
    await writeFile(file.file, defaultConfigText());
    await file.set(changes);
    expect(file.loaded.known.sensors.size).toBe(1);
  });

  it('tells of what somebody wrote, and of no default; of an entry without settings, itself', async () => {
    const file = await open('discover: true\n');
    const told: unknown[] = [];
    file.onChange((_now, _before, result) => told.push(result.applied));
    const devices = '{ A4C138000001: {}, A4C138000002: { area: Attic, announce: true } }';
    await writeFile(file.file, `discover: true\ndevices: ${devices}\n`);
    await file.reload();
    await file.set([{ path: ['devices', 'A4C138000001', 'opens'], value: 'door' }]);
    await writeFile(file.file, 'discover: true\n');
    await file.reload();
    expect(told).toEqual([
      ['devices.A4C138000001', 'devices.A4C138000002.area', 'devices.A4C138000002.announce'],
      ['devices.A4C138000001.opens'],
      ['devices.A4C138000001.opens', 'devices.A4C138000002.area', 'devices.A4C138000002.announce'],
    ]);
  });

  it.each([
    ['devices:\n  A4C138000001: { ignore: true }\n', 'devices:\n'],
    ['devices:\n  A4C138000001: # hall\n    ignore: true\n', 'devices:\n  A4C138000001: # hall\n'],
  ])('does not keep a device whose last option is taken back: %j', async (before, after) => {
    const file = await open(before);
    expect(Object.keys(file.loaded.config.devices)).toEqual(['A4C138000001']);
    await file.set([{ path: ['devices', 'A4:C1:38:00:00:01', 'ignore'], value: undefined }]);
    expect(await text()).toBe(after);
    expect(file.loaded.config.devices).toEqual({});
  });

  it('takes settings and whole devices out', async () => {
    const file = await open(TEXT);
    await file.set([
      { path: ['devices', 'A4C138000002'], value: undefined },
      { path: ['devices', 'A4:C1:38:00:00:01', 'key'], value: undefined },
    ]);
    expect(await text()).toBe(TEXT.replace(/ {4}key.*\n.*hall.*\n/, ''));
  });

  it('keeps what was changed by hand meanwhile', async () => {
    const file = await open(TEXT);
    await writeFile(file.file, `${TEXT}discover: false # for now\n`);
    const result = await file.set([{ path: ['log', 'level'], value: 'debug' }]);
    expect(result.applied).toEqual(['discover', 'log.level']);
    expect(await text()).toBe(`${TEXT}discover: false # for now\n\nlog:\n  level: debug\n`);
  });

  it('makes changes of several callers one after the other', async () => {
    const file = await open(TEXT);
    const numbers = [1, 2, 3, 4, 5];
    await Promise.all(
      numbers.map((n) =>
        file.set([{ path: ['devices', `A4C13800001${n}`, 'name'], value: `n${n}` }]),
      ),
    );
    expect(file.loaded.known.sensors.size).toBe(2 + numbers.length);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each<[string, (string | number)[], string | number, RegExp]>([
    ['a wrong value', ['broker', 'port'], 'x', /config.yaml:\d+:\d+ broker.port: must be a whole/],
    ['an unknown name', ['mqtt', 'bass'], 1, /mqtt.bass: is no setting \(did you mean 'base'\?\)/],
    ['a name that is taken', ['devices', 'A4C138000001', 'name'], 'hall', /something else has too/],
    ['a key that cannot work', ['devices', 'A4C138000002', 'key'], 'ab', /has 2 hex digits/],
    ['a place below a value', ['mqtt', 'base', 'x'], 1, /cannot be changed as the file is written/],
  ])('refuses %s, and leaves all as it is', async (_, path, value, message) => {
    const file = await open(TEXT);
    const before = file.loaded;
    expect(await refusal(file.set([{ path, value }]))).toMatch(message);
    expect(await text()).toBe(TEXT);
    expect(file.loaded).toBe(before);
    expect(file.problem).toBeUndefined();
  });

  it('refuses what the environment or the command line sets', async () => {
    const file = await open(TEXT, {
      environment: { BLUEBELL_MQTT__BASE: 'env', BLUEBELL_DEVICES__A4C138000001__NAME: 'env' },
      flags: [{ path: ['radios'], value: ['sim'], flag: '--radio' }],
    });
    for (const [path, by] of [
      [['mqtt', 'base'], 'BLUEBELL_MQTT__BASE'],
      [['devices', 'A4:C1:38:00:00:01', 'name'], 'BLUEBELL_DEVICES__A4C138000001__NAME'],
      [['radios'], '--radio'],
    ] as const) {
      const message = await refusal(file.set([{ path, value: 'sim' }]));
      expect(message).toMatch(/config.yaml \S+: is set by /);
      expect(message).toContain(`is set by ${by}, which wins over the file`);
    }
    expect(await text()).toBe(TEXT);
  });

  it('brings a file of an older version up to date as it is loaded, and keeps a copy when it is written', async () => {
    const old = 'version: 0\nmqtt: { root: attic } # old\n';
    const migrations = [{ from: 0, renames: [{ path: ['mqtt', 'root'], to: 'base' }] }];
    const file = await open(old, { migrations });
    expect(file.loaded.config.mqtt.base).toBe('attic');
    expect(await text()).toBe(old);
    await file.set([{ path: ['mqtt', 'base'], value: 'cellar' }]);
    expect(await text()).toBe('version: 1\nmqtt: { base: cellar } # old\n');
    expect(await text('config.yaml.version-0')).toBe(old);
  });

  it('names what is wrong with a file that was broken by hand', async () => {
    const file = await open(TEXT);
    await writeFile(file.file, 'mqtt: [\n');
    const message = await refusal(file.set([{ path: ['discover'], value: false }]));
    expect(message).toMatch(/config.yaml:\d+:\d+: /);
    expect(await text()).toBe('mqtt: [\n');
  });
});

describe('ConfigFile.reload', () => {
  it('takes over what is right, and keeps the last good one where it is wrong', async () => {
    const file = await open(TEXT);
    await writeFile(file.file, 'discover: maybe\n');
    expect(await refusal(file.reload())).toContain(
      "config.yaml:1:11 discover: must be true or false, not 'maybe'",
    );
    expect(file.loaded.config.mqtt.base).toBe('attic');
    expect(file.health()).toMatchObject([
      { status: 'degraded', detail: expect.stringContaining('must be true or false') },
    ]);
    await writeFile(file.file, 'discover: false\n');
    expect((await file.reload()).applied).toContain('discover');
    expect(file.problem).toBeUndefined();
  });

  it('does not fall back to defaults when the file is gone', async () => {
    const file = await open(TEXT);
    await rm(file.file);
    expect(await refusal(file.reload())).toContain('is gone');
    expect(file.loaded.config.mqtt.base).toBe('attic');
  });

  it('sees that a secret or a file beside it changed', async () => {
    const file = await open(TEXT);
    await writeFile(join(folder, 'secrets.yaml'), `kitchen: ${OTHER_KEY}\n`);
    expect(await file.reload()).toEqual({
      applied: ['devices.a4c138000001.key'],
      restartRequired: [],
    });
    await writeFile(join(folder, 'mikey'), '[]');
    await writeFile(join(folder, 'mi32cfg'), '[]');
    expect((await file.reload()).applied).toEqual(['mi32cfg']);
  });
});

describe('ConfigFile.watch', () => {
  it('takes changes by hand over by itself, good ones alone', async () => {
    const clock = new VirtualClock();
    const log = new ReadableLog();
    const file = await open(TEXT, { clock });
    file.watch(log);
    // As editors do: a new file in the place of the old one.
    await writeFile(join(folder, 'new'), TEXT.replace('hall', 'cellar'));
    await rename(join(folder, 'new'), file.file);
    const told: unknown[] = [];
    file.onChange((_now, _before, result) => told.push(result));
    await passUntil(clock, () => told.length > 0);
    expect(told).toEqual([{ applied: ['devices.A4:C1:38:00:00:02.name'], restartRequired: [] }]);
    await writeFile(file.file, 'discover: maybe\n');
    await passUntil(clock, () => log.count('CONFIG_KEPT') > 0);
    expect(log.textOf('CONFIG')).toContain('config.yaml:1:11 discover: must be true or false');
    expect(file.loaded.known.names.get(parseAddress('A4C138000002'))).toBe('cellar');
  });
});

async function open(content: string | undefined, options: ConfigFileOptions = {}) {
  await writeFile(join(folder, 'secrets.yaml'), `# hidden\nkitchen: ${KEY}\n`);
  if (content !== undefined) await writeFile(join(folder, 'config.yaml'), content);
  const file = await ConfigFile.open(join(folder, 'config.yaml'), options);
  opened.push(file);
  return file;
}

function text(name = 'config.yaml'): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

/** Lets time pass on the clock while files are read in real time. */
async function passUntil(clock: VirtualClock, isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 10_000 && !isDone(); i++) {
    await clock.advance(100);
    await stat(folder);
  }
}

async function refusal(change: Promise<unknown>): Promise<string> {
  const outcome = await change.catch((error: unknown) => error);
  if (outcome instanceof ConfigError) return outcome.message;
  throw new Error('it must be refused', { cause: outcome });
}

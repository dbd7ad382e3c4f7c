import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { TransportError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { withstandsFiles } from './hostile-files.contract.ts';
import { loadConfig, parseConfig } from './load.ts';
import { mqttPassword } from './schema/mqtt.ts';

const KEY = '00112233445566778899aabbccddeeff';

describe('parseConfig', () => {
  it('gives all defaults for an empty file, or one of comments', async () => {
    for (const text of ['', '# nothing\n', 'mqtt:\nradios:\n']) {
      const { config } = await load(text);
      expect(config).toMatchObject({
        radios: [],
        mqtt: { version: '3.1.1', base: 'bluebell', event_max_age_s: 7_200 },
        broker: { enabled: true, host: '127.0.0.1', port: 1883 },
        discover: true,
      });
    }
  });

  it('names all problems at once, in the order of the file', async () => {
    const problems = await problemsOf(
      'log: { level: x }\nmqtt: { base: "" }\nnope: 1\nbroker: { port: x }\n',
    );
    expect(problems.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'c.yaml:1:15',
      'c.yaml:2:15',
      'c.yaml:3:1',
      'c.yaml:4:17',
    ]);
  });

  it('takes numbers and truth in quotes too, and a version without quotes', async () => {
    const { config } = await load('broker: { port: "1884", enabled: No }\nmqtt: { version: 5 }\n');
    expect(config.broker).toMatchObject({ port: 1884, enabled: false });
    expect(config.mqtt.version).toBe('5');
  });
});

describe('secrets', () => {
  const text = 'mqtt:\n  url: mqtt://host\n  username: me\n  password: !secret pw\n';

  it('are looked up in secrets.yaml', async () => {
    const { config } = await load(text, { 'secrets.yaml': 'pw: "007"\n' });
    expect(config.mqtt.password?.reveal()).toBe('007');
  });

  it('work for settings of every kind', async () => {
    const { config } = await load('broker: { port: !secret port }', {
      'secrets.yaml': 'port: 1884',
    });
    expect(config.broker.port).toBe(1884);
  });

  it('are not shown where they are wrong', async () => {
    const problems = await problemsOf('broker: { port: !secret port }', {
      'secrets.yaml': 'port: hunter2',
    });
    expect(problems).toBe(
      'c.yaml:1:25 broker.port: must be a whole number from 0 to 65535, not this text',
    );
  });

  it('are asked for by name when missing', async () => {
    expect(await problemsOf(text)).toBe(
      "c.yaml:4:21 mqtt.password: no secret 'pw' in secrets.yaml: add a line 'pw: …' there",
    );
    expect(await problemsOf(text, { 'secrets.yaml': 'pww: x' })).toContain("did you mean 'pww'?");
  });

  it('name the trouble with their own file, where they are used', async () => {
    const broken = { 'secrets.yaml': 'pw: x\nother: [hunter2]\n' };
    expect(await problemsOf(text, broken)).toBe(
      'secrets.yaml:2:8 other: must have a text as its value',
    );
    expect((await load('', broken)).warnings).toEqual([]);
  });
});

describe('files that settings name', () => {
  it('are read, from the folder of the configuration', async () => {
    const { config } = await load(
      'mqtt:\n  url: mqtts://h\n  username: u\n  password_file: pw\n  tls: { ca_file: tls/ca.pem }\n',
      { pw: 'hunter2\n', 'tls/ca.pem': '-----BEGIN' },
    );
    expect(mqttPassword(config.mqtt)).toBe('hunter2');
    expect(config.mqtt.tls?.ca_file?.reveal()).toBe('-----BEGIN');
    expect(config.mqtt.tls?.verify).toBe(true);
  });

  it.each([
    [
      'mqtt: { url: "mqtt://h", username: u, password: p, password_file: pw }',
      'mqtt.password_file: cannot stand beside password',
    ],
    ['mqtt: { url: "mqtt://h", password_file: pw }', 'mqtt.password_file: needs a username'],
    [
      'mqtt: { url: "mqtts://h", tls: { key_file: pw } }',
      'mqtt.tls.key_file: cert_file and key_file only work together',
    ],
    [
      'mqtt: { url: "mqtts://h", tls: { cert_file: pw } }',
      'mqtt.tls.cert_file: cert_file and key_file only',
    ],
  ])('are refused together with what they do not go with: %s', async (text, words) => {
    expect(await problemsOf(text, { pw: 'hunter2' })).toContain(words);
  });
});

describe('LoadedConfig', () => {
  const text = `mqtt: { url: "mqtt://h", username: u, password: hunter2 }
devices: { A4C138000001: { key: ${KEY} } }
phones: { anna: { irk: ${KEY} } }
`;

  it('shows no secret, however it is looked at', async () => {
    const loaded = await load(text);
    const views = JSON.stringify(loaded) + inspect(loaded, { depth: 20, showHidden: true });
    expect(views).not.toMatch(/hunter2|5566|0x55|\b85\b/);
  });

  it('tells every setting and where it is from, secrets hidden', async () => {
    const { settings } = await load(text);
    expect(settings).toContainEqual({
      path: 'mqtt.password',
      value: '[secret]',
      source: { kind: 'file', file: 'c.yaml', line: 1, column: 49 },
    });
    expect(settings).toContainEqual({
      path: 'devices.A4C138000001.key',
      value: '[key of 16 bytes]',
      source: { kind: 'file', file: 'c.yaml', line: 2, column: 33 },
    });
    expect(settings).toContainEqual({ path: 'radios', value: [], source: { kind: 'default' } });
  });
});

describe('loadConfig', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the file and the secrets beside it', async () => {
    await writeFile(join(folder, 'config.yaml'), 'mqtt: { base: !secret base }\n');
    await writeFile(join(folder, 'secrets.yaml'), 'base: attic\n');
    const { config, file } = await loadConfig(join(folder, 'config.yaml'));
    expect(config.mqtt.base).toBe('attic');
    expect(file).toBe(join(folder, 'config.yaml'));
  });

  it('names a file that is not there, is a folder, is no text, or is huge', async () => {
    const file = join(folder, 'config.yaml');
    const message = () => loadConfig(file).then(String, (error: ConfigError) => error.message);
    expect(await message()).toBe(
      `${file}: cannot be read: there is no such file or folder (ENOENT)`,
    );
    await writeFile(file, Uint8Array.of(0xff, 0xfe, 0x61, 0x00));
    expect(await message()).toBe(`${file}: is not UTF-8 text: save it as UTF-8`);
    await writeFile(file, '#'.repeat(300 * 1024));
    expect(await message()).toContain('is larger than 256 KiB');
    await writeFile(file, '#'.repeat(17 * 2 ** 20));
    expect(await message()).toContain('is larger than 16384 KiB');
    const asFolder = await loadConfig(folder).catch((error: unknown) => error);
    expect(asFolder).toBeInstanceOf(ConfigError);
    expect(String(asFolder)).toContain('it is a folder, not a file');
  });

  it('throws nothing but ConfigError, whatever stands in the file', () =>
    withstandsFiles({ files: 100 }));
});

/** Loads a text with the files given beside it, and no others. */
function load(text: string, files: Readonly<Record<string, string>> = {}) {
  return parseConfig(text, 'c.yaml', {
    readFile: async (path) => {
      const content = Object.entries(files).find(
        ([name]) => path === name || path.endsWith(`/${name}`),
      );
      if (content) return new TextEncoder().encode(content[1]);
      const cause = Object.assign(new Error('no such file'), { code: 'ENOENT' });
      throw new TransportError(`${path} cannot be read`, { cause });
    },
  });
}

async function problemsOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const outcome = await load(text, files).catch((error: unknown) => error);
  if (outcome instanceof ConfigError) return outcome.message;
  throw new Error('it must be refused', { cause: outcome });
}

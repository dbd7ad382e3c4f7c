// `bluebell config` in this process.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultConfigText } from '../../config/index.ts';
import { ended, TestData } from '../device/data-folder.contract.ts';

const TEXT = `# mine
mqtt:
  url: mqtt://host # there
  username: me
  password: hunter2
devices:
  A4C138000001: { key: 00112233445566778899aabbccddeeff }
`;

const data = new TestData();

// The program loads these when a command runs; here, before any test has to wait for it.
beforeAll(
  () =>
    Promise.all([
      import('./config-check.ts'),
      import('./config-show.ts'),
      import('./config-set.ts'),
    ]),
  60_000,
);

beforeEach(async () => {
  await mkdir(data.path('config'));
  await write(TEXT);
});

describe('bluebell config check', () => {
  it('says that a configuration can be used, and warns of what does not stop it', async () => {
    await write(`${TEXT}  A4C138000002: { key: ab }\n`);
    const { code, stdout } = await data.run('config', 'check');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warning: .*config.yaml:8:24 devices.A4C138000002.key: has 2 hex digits.*\n.* can be used.\n$/,
    );
  });

  it('names every problem with file, line and setting', async () => {
    const wrong = Array.from({ length: 30 }, (_, i) => `x${i}: 1\n`).join('');
    await writeFile(data.path('other'), wrong);
    const { code, stdout } = await data.run('config', 'check', data.path('other'));
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(30);
    expect(lines[29]).toContain(`${data.path('other')}:30:1 x29: is no setting`);
  });

  it('names radios of which there are none', async () => {
    await write(`${TEXT}radios: [sim, attic, 'hci0']\n`);
    const { code, stdout } = await data.run('config', 'check');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^\S+config\.yaml:8:15 radios\[1\]: 'attic' is no radio: allowed are sim, .*\n$/,
    );
  });

  it('names variables of the environment too, and prints JSON', async () => {
    const program = data.program({ env: { BLUEBELL_BROKER__PORT: 'x' } });
    const { code, stdout } = await ended(program, 'config', 'check', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      isRight: false,
      problems: [
        {
          source: { kind: 'environment', variable: 'BLUEBELL_BROKER__PORT' },
          path: 'broker.port',
        },
      ],
    });
  });
});

describe('bluebell config show', () => {
  it('shows settings with where they are from, secrets hidden', async () => {
    const program = data.program({ env: { BLUEBELL_MQTT__BASE: 'attic' } });
    const { code, stdout } = await ended(program, 'config', 'show');
    expect(code).toBe(0);
    const file = data.path('config', 'config.yaml');
    expect(stdout).toContain(`mqtt.url: mqtt://host  ${file}:3:8\n`);
    expect(stdout).toContain(`mqtt.password: [secret]  ${file}:5:13\n`);
    expect(stdout).toContain('mqtt.base: attic  BLUEBELL_MQTT__BASE\n');
    expect(stdout).toContain('broker.port: 1883  default\n');
    expect(stdout).not.toMatch(/hunter2|2233/);
  });

  it('shows a group or one setting, addresses in any spelling, and JSON', async () => {
    expect((await data.run('config', 'show', 'mqtt.url')).stdout).toMatch(/^mqtt.url: .*\n$/);
    const { stdout } = await data.run('config', 'show', 'devices.a4:c1:38:00:00:01', '--json');
    expect(JSON.parse(stdout)).toContainEqual({
      path: 'devices.A4C138000001.key',
      value: '[key of 16 bytes]',
      source: expect.objectContaining({ kind: 'file', line: 7 }),
    });
    expect((await data.run('config', 'show', 'mqtt.ur')).code).toBe(1);
  });
});

describe('bluebell config set', () => {
  it('changes a line, and says when a restart is needed', async () => {
    const { code, stdout } = await data.run('config', 'set', 'mqtt.url', 'mqtt://other');
    expect(code).toBe(0);
    expect(stdout).toContain('needs a restart');
    expect(await read()).toBe(TEXT.replace('mqtt://host', 'mqtt://other'));
    const named = await data.run('config', 'set', 'devices.A4:C1:38:00:00:01.name', 'hall');
    expect(named.stdout).toBe(`Wrote ${data.path('config', 'config.yaml')}.\n`);
    expect(await read()).toContain('aabbccddeeff, name: hall }');
    await data.run('config', 'set', 'devices.A4C138000001.name', '--default');
    expect(await read()).toBe(TEXT.replace('mqtt://host', 'mqtt://other'));
    const again = await data.run('config', 'set', 'mqtt.url', 'mqtt://other');
    expect(again.stdout).toBe('It was so already.\n');
  });

  it('takes lists, receivers with dots in their names, and secrets from standard input', async () => {
    await data.run('config', 'set', 'radios', 'sim', 'tcp:attic:9101');
    await data.run('config', 'set', 'areas.tcp:192.0.2.7:9101', 'Attic');
    const program = data.program({ input: 'hunter3\n' });
    expect((await ended(program, 'config', 'set', 'mqtt.password', '-')).code).toBe(0);
    expect(await read()).toBe(
      `${TEXT.replace('hunter2', 'hunter3')}radios: [sim, tcp:attic:9101]\nareas:\n  tcp:192.0.2.7:9101: Attic\n`,
    );
  });

  it('begins with the file of all defaults where there is none', async () => {
    await rm(data.path('config'), { recursive: true });
    expect((await data.run('config', 'set', 'discover', 'false')).code).toBe(0);
    expect(await read()).toBe(defaultConfigText().replace('#discover: true', 'discover: false'));
  });

  it.each([
    ['what is wrong', ['broker.port', 'x'], /broker.port: must be a whole number/],
    ['several values of one', ['mqtt.url', 'a', 'b'], /mqtt.url has one value/],
    ['no value', ['mqtt.url'], /give a value, or --default/],
    ['a value and the default', ['mqtt.url', 'a', '--default'], /give a value, or --default/],
  ])('refuses %s', async (_, args, message) => {
    const { error } = await data.run('config', 'set', ...args);
    expect(String(error)).toMatch(message);
    expect(await read()).toBe(TEXT);
  });
});

function write(text: string): Promise<void> {
  return writeFile(data.path('config', 'config.yaml'), text);
}

function read(): Promise<string> {
  return readFile(data.path('config', 'config.yaml'), 'utf8');
}

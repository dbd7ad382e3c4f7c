import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { type Environment, variableFor } from './environment.ts';
import { parseConfig } from './load.ts';

describe('settings from the environment', () => {
  it('win over the file', async () => {
    const { config } = await load('mqtt:\n  base: file\n  keepalive_s: 30\n', {
      BLUEBELL_MQTT__BASE: 'variable',
    });
    expect(config.mqtt).toMatchObject({ base: 'variable', keepalive_s: 30 });
  });

  it('are numbers, true or false, and text as the schema asks', async () => {
    const { config } = await load('', {
      BLUEBELL_BROKER__PORT: '1884',
      BLUEBELL_BROKER__ENABLED: 'false',
      BLUEBELL_DISCOVER: 'off',
      BLUEBELL_MQTT__VERSION: '5',
      BLUEBELL_MQTT__URL: 'mqtt://host',
      BLUEBELL_MQTT__USERNAME: '007',
    });
    expect(config.broker).toMatchObject({ port: 1884, enabled: false });
    expect(config.discover).toBe(false);
    expect(config.mqtt).toMatchObject({ version: '5', username: '007' });
  });

  it('give lists with commas or as YAML', async () => {
    const commas = await load('radios: [x]', { BLUEBELL_RADIOS: 'sim, replay:a.btsnoop' });
    expect(commas.config.radios).toEqual(['sim', 'replay:a.btsnoop']);
    const yaml = await load('', { BLUEBELL_RADIOS: '["replay:a,b.btsnoop"]' });
    expect(yaml.config.radios).toEqual(['replay:a,b.btsnoop']);
  });

  it('give whole groups as YAML', async () => {
    const { config } = await load('broker:\n  port: 1\n', {
      BLUEBELL_BROKER: '{ host: 127.0.0.2 }',
    });
    expect(config.broker).toMatchObject({ host: '127.0.0.2', port: 1883 });
  });

  it('find settings with capitals in their names', async () => {
    const { config } = await load('', { BLUEBELL_TASMOTA__FLUSHALL: 'true' });
    expect(config.tasmota.flushAll).toBe(true);
  });

  it('find a device of the file by the digits of its address', async () => {
    const { known, config } = await load('devices:\n  A4:C1:38:00:00:01:\n    name: kitchen\n', {
      BLUEBELL_DEVICES__A4C138000001__KEY: '00112233445566778899aabbccddeeff',
    });
    expect(Object.keys(config.devices)).toEqual(['A4:C1:38:00:00:01']);
    expect(known.names.get(0xa4c138000001)).toBe('kitchen');
    expect(known.keys.get(0xa4c138000001)?.cipher('miBeacon')).toBeDefined();
  });

  it('add devices and phones', async () => {
    const { known } = await load('', {
      BLUEBELL_DEVICES__A4C138000001__NAME: 'kitchen',
      BLUEBELL_PHONES__ANNA__ADDRESS: 'A4:C1:38:00:00:02',
    });
    expect(known.names.get(0xa4c138000001)).toBe('kitchen');
    expect(known.phones[0]).toMatchObject({ name: 'ANNA', address: 0xa4c138000002 });
  });

  it('count as not set when empty', async () => {
    const { config } = await load('mqtt: { base: file }', { BLUEBELL_MQTT__BASE: '' });
    expect(config.mqtt.base).toBe('file');
  });

  it('are told apart from the file and from defaults', async () => {
    const { settings } = await load('mqtt:\n  base: file\n', { BLUEBELL_BROKER__PORT: '1884' });
    const sourceOf = (path: string) => settings.find((setting) => setting.path === path)?.source;
    expect(sourceOf('broker.port')).toEqual({
      kind: 'environment',
      variable: 'BLUEBELL_BROKER__PORT',
    });
    expect(sourceOf('mqtt.base')).toEqual({ kind: 'file', file: 'c.yaml', line: 2, column: 9 });
    expect(sourceOf('broker.host')).toEqual({ kind: 'default' });
  });

  it.each([
    [
      { BLUEBELL_BROKER__PORT: 'many' },
      'BLUEBELL_BROKER__PORT broker.port: must be a whole number',
    ],
    [
      { BLUEBELL_MQTT__URLL: 'x' },
      "BLUEBELL_MQTT__URLL mqtt.urll: is no setting (did you mean 'url'?)",
    ],
    [
      { BLUEBELL_MQTT__URL__X: 'x' },
      'BLUEBELL_MQTT__URL__X mqtt.url: is a single value: there are no settings in it',
    ],
    [{ BLUEBELL_MQTT____URL: 'x' }, 'must have a name before and behind each __'],
    [{ BLUEBELL_PHONES____proto____X: 'x' }, 'must have a name before and behind each __'],
    [{ BLUEBELL_RADIOS: '[sim' }, 'BLUEBELL_RADIOS radios: is not valid YAML'],
    [{ BLUEBELL_NONSENSE__X: 'x' }, 'BLUEBELL_NONSENSE__X nonsense: is no setting'],
  ])('are refused by name when wrong: %j', async (environment, words) => {
    await expect(load('', environment)).rejects.toThrow(ConfigError);
    await expect(load('', environment)).rejects.toThrow(words);
  });

  it('are refused inside of a value that the file has right', async () => {
    const environment = { BLUEBELL_MQTT__BASE__X: 'x' };
    await expect(load('mqtt: { base: file }', environment)).rejects.toThrow('is a single value');
  });

  it('leave the problem to the file where its group is no group', async () => {
    await expect(load('mqtt: nonsense', { BLUEBELL_MQTT__BASE: 'x' })).rejects.toThrow(
      'c.yaml:1:7 mqtt:',
    );
  });

  it('only warn of names that container systems make up', async () => {
    const { warnings } = await load('', {
      BLUEBELL_PORT: 'tcp://10.0.0.1:1883',
      BLUEBELL_SERVICE_HOST: '10.0.0.1',
      BLUEBELL_DATA: '/data',
      HOME: '/root',
    });
    expect(warnings.map(({ source }) => source)).toEqual([
      { kind: 'environment', variable: 'BLUEBELL_PORT' },
      { kind: 'environment', variable: 'BLUEBELL_SERVICE_HOST' },
    ]);
  });
});

describe('variableFor', () => {
  it('puts two underscores between the names', () => {
    expect(variableFor(['mqtt', 'tls', 'ca_file'])).toBe('BLUEBELL_MQTT__TLS__CA_FILE');
  });
});

function load(text: string, environment: Environment) {
  return parseConfig(text, 'c.yaml', { environment });
}

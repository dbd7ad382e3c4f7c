import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDefaultConfig, defaultConfigText } from './default-config.ts';
import { loadConfig, parseConfig } from './load.ts';
import { settingRows } from './reference.ts';
import { configJsonSchema } from './shape.ts';

describe('defaultConfigText', () => {
  it('names the schema in its first line, for editors', () => {
    expect(defaultConfigText()).toMatch(
      /^# yaml-language-server: \$schema=\.\/config\.schema\.json\n/,
    );
  });

  it('loads without problems, and changes no default', async () => {
    const { config, warnings } = await parseConfig(defaultConfigText(), 'config.yaml');
    const empty = await parseConfig('', 'config.yaml');
    expect(warnings).toEqual([]);
    expect(config).toEqual(empty.config);
  });

  it('still loads when every setting in it is put in force', async () => {
    // Of two that exclude each other, one.
    const whole = withoutComments(defaultConfigText());
    const excluded = whole.match(/ +(password|token)_file:.*\n/g) ?? [];
    const text = excluded
      .reduce((left, line) => left.replace(line, ''), whole)
      .replace('url: mqtt:', 'url: mqtts:');
    const { settings, warnings, known } = await parseConfig(text, 'config.yaml', {
      readFile: emptyList,
    });
    expect(warnings.filter(({ source }) => source.kind !== 'file')).toEqual([]);
    expect(known.sensors.size).toBe(1);
    const written = settings.filter(({ source }) => source.kind === 'file');
    expect(written).toHaveLength(settings.length);
    expect(settings).toHaveLength(settingRows().length - excluded.length);
  });

  it('tells of every setting', () => {
    const text = defaultConfigText();
    for (const { path, description } of settingRows()) {
      expect(description, path).not.toBe('');
      const name = path.split('.').at(-1) ?? '';
      // Capitals stand for what users choose.
      if (!/^[A-Z]+$/.test(name)) expect(text, path).toContain(`${name}: `);
    }
  });

  it('has lines that fit a screen', () => {
    for (const line of defaultConfigText().split('\n'))
      expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('configJsonSchema', () => {
  it('is a JSON Schema that refuses unknown names', () => {
    expect(configJsonSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      properties: {
        broker: {
          properties: { port: { type: 'integer', minimum: 0, maximum: 65535, default: 1883 } },
        },
        mqtt: { additionalProperties: false, properties: { password: { writeOnly: true } } },
        devices: { propertyNames: { type: 'string' } },
      },
    });
  });
});

describe('createDefaultConfig', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes the file for its owner alone, with the schema beside it', async () => {
    const creation = await createDefaultConfig(folder);
    expect(creation).toEqual({ kind: 'written', file: join(folder, 'config.yaml') });
    expect((await stat(creation.file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['config.schema.json', 'config.yaml']);
    expect(JSON.parse(await readFile(join(folder, 'config.schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(configJsonSchema())),
    );
    expect((await loadConfig(creation.file)).warnings).toEqual([]);
  });

  it('keeps a file that is there, and renews the schema', async () => {
    await writeFile(join(folder, 'config.yaml'), 'discover: false\n');
    await writeFile(join(folder, 'config.schema.json'), '{}');
    const creation = await createDefaultConfig(folder);
    expect(creation.kind).toBe('kept');
    expect(await readFile(creation.file, 'utf8')).toBe('discover: false\n');
    expect(await readFile(join(folder, 'config.schema.json'), 'utf8')).toContain('propertyNames');
    expect(await readdir(folder)).toEqual(['config.schema.json', 'config.yaml']);
  });

  it('says so where none can be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const creation = await createDefaultConfig(join(folder, 'file'));
    expect(creation).toMatchObject({ kind: 'failed', error: { code: 'TRANSPORT' } });
  });

  it('does without the schema where that cannot be written', async () => {
    await mkdir(join(folder, 'config.schema.json'));
    expect((await createDefaultConfig(folder)).kind).toBe('written');
    expect((await createDefaultConfig(folder)).kind).toBe('kept');
    expect(await readdir(folder)).toEqual(['config.schema.json', 'config.yaml']);
  });
});

/** Every file holds this. */
async function emptyList(): Promise<Uint8Array> {
  return new TextEncoder().encode('[]');
}

/** Takes the '#' off all settings; lines of words have a blank behind theirs. */
function withoutComments(text: string): string {
  return text.replace(/^#(?! \S|$)/gm, '');
}

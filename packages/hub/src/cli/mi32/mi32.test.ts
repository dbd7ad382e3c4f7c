import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, TestData } from '../device/data-folder.contract.ts';

/** As Tasmota writes it. */
const FILE =
  '[{"MAC":"A4C138A1B2C3","PID":"055b","key":"00112233445566778899AABBCCDDEEFF"},{"MAC":"AABBCCDDEEFF","PID":"0000","key":"EC0234A357C8AD05341010A60A397D9B","name":"phone","feat":16384}]\0';

const data = new TestData();

// The program loads these when a command runs; here, before any test has to wait for it.
beforeAll(() => Promise.all([import('../run.ts'), import('../cmd/cmd.ts')]), 60_000);

describe('bluebell import mi32cfg', () => {
  it('takes over a file, and export gives it back byte for byte', async () => {
    await writeFile(data.path('a'), FILE);
    const imported = await data.run('import', 'mi32cfg', data.path('a'));
    const path = data.path('config', 'mi32cfg');
    expect(imported).toEqual({
      code: 0,
      stdout: `Read 1 sensor and 1 phone; ${path} holds 1 sensor and 1 phone.\n`,
      stderr: '',
    });
    expect(await readFile(path, 'utf8')).toBe(FILE);
    expect(await data.run('export', 'mi32cfg', data.path('b'))).toMatchObject({ code: 0 });
    expect(await readFile(data.path('b'), 'utf8')).toBe(FILE);
  });

  it('adds to what is there, and lets later fields of an address win', async () => {
    await importText(FILE);
    await importText(
      '[{"MAC":"a4c138a1b2c3","PID":"055B","name":"hall"},{"MAC":"A4C138000001","PID":"b770"}]',
    );
    expect(await readFile(data.path('config', 'mi32cfg'), 'utf8')).toBe(
      '[{"MAC":"A4C138A1B2C3","PID":"055b","key":"00112233445566778899AABBCCDDEEFF","name":"hall","feat":142},{"MAC":"AABBCCDDEEFF","PID":"0000","key":"EC0234A357C8AD05341010A60A397D9B","name":"phone","feat":16384},{"MAC":"A4C138000001","PID":"b770","key":"","feat":0}]\0',
    );
  });

  it('uses what can be used of a mutilated file, and names the rest with its place', async () => {
    const { code, stderr } = await importText(
      '[{"MAC":"A4C1"},{"MAC":"A4C138000001","PID":"055b"},{"MAC":"A4C1380',
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/a \[0\]: skipped: MAC .*\n.*a \[2\]: skipped: it is no whole JSON/);
  });

  it.each(['', '[]', 'hello', '{"MAC":"A4C138000001"}'])(
    'changes nothing where nothing can be used: %j',
    async (text) => {
      await importText(FILE);
      expect(await importText(text)).toMatchObject({ code: 1 });
      expect(await readFile(data.path('config', 'mi32cfg'), 'utf8')).toBe(FILE);
    },
  );

  it('leaves a damaged file as it is, unless it shall be replaced; the old one is kept', async () => {
    await importText(FILE);
    const path = data.path('config', 'mi32cfg');
    await writeFile(path, '[{"MAC":');
    expect((await importText(FILE)).error).toBeInstanceOf(UsageError);
    expect(await readFile(path, 'utf8')).toBe('[{"MAC":');
    expect(await importText(FILE, '--replace')).toMatchObject({ code: 0 });
    expect(await readFile(path, 'utf8')).toBe(FILE);
    expect(await readFile(`${path}~`, 'utf8')).toBe('[{"MAC":');
  });
});

describe('bluebell import mi32cfg, while a hub runs', () => {
  it('has the hub take it over at once', async () => {
    await mkdir(data.path('config'), { recursive: true });
    await writeFile(
      data.path('config', 'config.yaml'),
      'radios: []\nbroker: {port: 0}\nweb: {port: 0}\n',
    );
    const program = data.program();
    const running = ended(program, 'run', '--json');
    await program.stderr.until(/WEB_LISTENS/);
    expect((await importText(FILE)).stdout).toContain('The hub that runs has taken it over.\n');
    const { stdout } = await data.run('cmd', 'Status', '8');
    program.stop.abort();
    await running;
    expect(stdout).toMatch(/"LYWSD03-a1b2c3":\{.*"phone":\{.*"MAC":"AABBCCDDEEFF"/);
  });
});

describe('bluebell export mi32cfg', () => {
  it('writes phones of the configuration too, and names what it cannot write', async () => {
    await importText(FILE);
    const yaml =
      'devices: { A4C138000009: { name: cellar } }\nphones: { anna: { address: "A4:C1:38:00:00:0A" } }\n';
    await writeFile(data.path('config', 'config.yaml'), yaml);
    const { code, stdout, stderr } = await data.run('export', 'mi32cfg', data.path('b'));
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote 1 sensor and 2 phones');
    expect(stderr).toContain('1 of the configured sensors are not in it');
    expect(await readFile(data.path('b'), 'utf8')).toContain(
      '{"MAC":"A4C13800000A","PID":"0000","key":"","name":"anna","feat":0}]\0',
    );
  });

  it('writes nothing where there is nothing', async () => {
    expect(await data.run('export', 'mi32cfg', data.path('b'))).toMatchObject({ code: 1 });
    await expect(readFile(data.path('b'))).rejects.toThrow('ENOENT');
  });

  it('knows nothing else to import or export', async () => {
    expect((await data.run('export', 'rules', data.path('b'))).error).toBeInstanceOf(UsageError);
  });
});

async function importText(text: string, ...options: readonly string[]) {
  await writeFile(data.path('a'), text);
  return data.run('import', 'mi32cfg', data.path('a'), ...options);
}

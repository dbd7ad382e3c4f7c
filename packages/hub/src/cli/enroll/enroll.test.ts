// `bluebell enroll` in this process, with the phone of a guest in the simulated home.

import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { readMi32Config } from '../../config/index.ts';
import { ended, OwnData } from '../device/data-folder.contract.ts';

const SIM = ['enroll', '--radio', 'sim'];
const ADDRESS = '7C:D1:C3:9E:40:2B';
const SENSOR = '{"MAC":"A4C138A1B2C3","PID":"055b","key":"00112233445566778899AABBCCDDEEFF"}';

/** A phone looks, connects and pairs, in real time. */
const PATIENCE_MS = 60_000;

describe.concurrent('bluebell enroll', { timeout: PATIENCE_MS }, () => {
  it('pairs with a phone, keeps its name and key in both files, and hears it at once', async () => {
    await using data = await OwnData.make();
    const { code, stdout, stderr } = await data.run(...SIM, '--away-after', '60');
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('bluebell'),
    });
    expect(stdout).toMatch(
      /^Enrolled Guest's phone, 7C:D1:C3:9E:40:2B: encrypted, .*LE Secure Connections\nKept .*\n.* is home, -\d+ dBm\n$/,
    );
    const [entry] = (await mi32cfg(data)).entries;
    expect(entry).toMatchObject({ address: 0x7cd1c39e402b, pid: 0, name: "Guest's phone" });
    expect(entry?.feat).toBe(16_384);
    const config = await read(data, 'config.yaml');
    expect(config).toMatch(
      /phones:\n {2}Guest's phone:\n {4}address: 7C:D1:C3:9E:40:2B\n {4}irk: [0-9a-f]{32}\n {4}away_after_s: 60\n/,
    );
    expect(config).toContain('# What the hub says of itself.');
    const key = /irk: (\S+)/.exec(config)?.[1] ?? '';
    expect(entry?.key?.reveal()).toEqual(Uint8Array.from(Buffer.from(key, 'hex')));
    expect(stdout + stderr).not.toContain(key);
  });

  it('pairs the old way, under a name of the user, beside what mi32cfg holds', async () => {
    await using data = await OwnData.make();
    await data.run('pair', '--list');
    await writeFile(data.path('config', 'mi32cfg'), `[${SENSOR}]\0`);
    const { code, stdout } = await data.run(...SIM, '--legacy', '--name', 'anna', '--json');
    expect(code).toBe(0);
    const [enrolled, heard] = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(enrolled).toEqual({
      name: 'anna',
      address: ADDRESS,
      hasIdentityKey: true,
      security: { isAuthenticated: false, isSecureConnections: false, keySize: 16 },
      awayAfterS: 300,
    });
    expect(heard).toMatchObject({ device: { name: 'anna', isHome: true }, changed: ['isHome'] });
    expect(await read(data, 'mi32cfg')).toMatch(
      new RegExp(
        `^\\[${SENSOR},\\{"MAC":"7CD1C39E402B","PID":"0000","key":"[0-9A-F]{32}","name":"anna","feat":16384\\}\\]\\0$`,
      ),
    );
  });

  it('lets sensors be added as before, where the phone is the first entry of mi32cfg', async () => {
    await using data = await OwnData.make();
    await data.run(...SIM);
    expect(JSON.parse(await readFile(data.path('state', 'mi32.json'), 'utf8'))).toMatchObject({
      options: { 3: true },
    });
  });

  it('leaves a damaged mi32cfg as it is, and says so', async () => {
    await using data = await OwnData.make();
    await data.run('pair', '--list');
    await writeFile(data.path('config', 'mi32cfg'), `[${SENSOR},`);
    const { code, stderr } = await data.run(...SIM);
    expect(code).toBe(0);
    expect(stderr).toContain('mi32cfg is damaged and was left as it is');
    expect(await read(data, 'mi32cfg')).toBe(`[${SENSOR},`);
  });

  it('enrolls the same phone anew in place of what was known of it', async () => {
    await using data = await OwnData.make();
    await data.run(...SIM, '--name', 'anna');
    await data.run(...SIM, '--name', 'anna');
    expect((await mi32cfg(data)).entries).toHaveLength(1);
    expect((await read(data, 'config.yaml')).match(/7C:D1:C3:9E:40:2B/g)).toHaveLength(1);
  });

  it('is told by `run` afterwards: a phone that comes and goes', async () => {
    await using data = await OwnData.make();
    await data.run(...SIM, '--name', 'anna');
    const program = data.program({ env: { BLUEBELL_BROKER__PORT: '0', BLUEBELL_WEB__PORT: '0' } });
    const running = ended(program, 'run', '--radio', 'sim', '--json');
    await program.stdout.until(/"name":"anna".*"isHome":true/);
    program.stop.abort();
    await running;
  });

  it.each([
    [['--name', 'a+b'], /--name must not hold '\+'/],
    [['--radio', 'replay:nothing'], /nothing/],
    [['--timeout', 'soon'], /seconds/],
    [['--away-after', '5'], /--away-after must be from 10 to 86400 seconds/],
    [['--away-after', '90000'], /--away-after must be from 10/],
  ])('refuses %j', async (args, message) => {
    await using data = await OwnData.make();
    const { error, stderr } = await data.run('enroll', ...args);
    if (error !== undefined) expect(error).toBeInstanceOf(UsageError);
    expect(String(error) + stderr).toMatch(message);
  });
});

function read(data: OwnData, name: string): Promise<string> {
  return readFile(data.path('config', name), 'utf8');
}

async function mi32cfg(data: OwnData) {
  return readMi32Config(await readFile(data.path('config', 'mi32cfg')));
}

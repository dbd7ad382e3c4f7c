// `bluebell pair` in this process, with the lock of the simulated home: its passkey is on a sticker.

import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../device/command-error.ts';
import { ended, OwnData } from '../device/data-folder.contract.ts';

const LOCK = 'F0:9C:6E:21:D4:3B';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';
const STRAP = 'E3:1B:74:0C:9D:52';
const PASSKEY = '123456';

/** Saves the time of listening for it. */
const AT_ONCE = ['--type', 'random'];

/** A command looks, connects and pairs, in real time. */
const PATIENCE_MS = 60_000;

describe.concurrent('bluebell pair', { timeout: PATIENCE_MS }, () => {
  it('asks for the passkey, keeps the bond, and later commands need nothing more', async () => {
    await using data = await OwnData.make();
    const program = data.program({ input: `${PASSKEY}\n` });
    const paired = await ended(program, 'pair', LOCK, '--mitm', ...AT_ONCE);
    expect(paired).toMatchObject({ code: 0 });
    expect(paired.stderr).toMatch(/^The passkey that the device shows: \n$/);
    expect(paired.stdout).toBe(
      `Paired with ${LOCK}: encrypted, authenticated, LE Secure Connections\nThe bond is kept in ${data.path('state', 'bonds.json')}\n`,
    );

    const read = await data.run('gatt', 'read', LOCK, BOLT, ...AT_ONCE);
    expect(read).toMatchObject({ code: 0, stdout: '00\n', stderr: '' });

    const list = await data.run('pair', '--list');
    expect(list.stdout).toBe(`${LOCK}  random  encrypted, authenticated, LE Secure Connections\n`);
    const json = await data.run('pair', '--list', '--json');
    expect(JSON.parse(json.stdout)).toEqual({
      address: LOCK,
      addressType: 'random',
      hasIdentityKey: true,
      security: { isAuthenticated: true, isSecureConnections: true, keySize: 16 },
    });

    expect(await data.run('pair', '--forget', LOCK)).toMatchObject({ code: 0 });
    expect((await data.run('pair', '--list')).stdout).toBe('');
    expect(await data.run('gatt', 'read', LOCK, BOLT, ...AT_ONCE)).toMatchObject({
      error: expect.objectContaining({ message: expect.stringContaining('bluebell pair') }),
    });
  });

  it('takes the passkey as an option, by name of the device, the old way too', async () => {
    await using data = await OwnData.make();
    const { stdout } = await data.run('pair', 'lock', '--passkey', PASSKEY, '--legacy', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      address: LOCK,
      isBonded: true,
      security: { isAuthenticated: true, isSecureConnections: false, keySize: 16 },
    });
  });

  it('pairs without anybody where the device lets it, and says that it is worth less', async () => {
    await using data = await OwnData.make();
    const { code, stdout } = await data.run('pair', STRAP, '--just-works', ...AT_ONCE);
    expect(code).toBe(0);
    expect(stdout).toContain('encrypted, not authenticated, LE Secure Connections');
  });

  it('pairs on the way to a value where it is asked to', async () => {
    await using data = await OwnData.make();
    const program = data.program({ input: `${PASSKEY}\n` });
    const read = await ended(program, 'gatt', 'read', LOCK, BOLT, '--pair', ...AT_ONCE);
    expect(read).toMatchObject({ code: 0, stdout: '00\n' });
    expect(read.stderr).toContain('The passkey that the device shows: ');
  });

  it.each([
    ['a wrong passkey', ['--passkey', '654321'], CommandError, /the passkey was wrong: try again/],
    ['nobody to ask', [], UsageError, /nobody is here to ask: .*--passkey/],
    [
      'ways that do not suit the device',
      ['--just-works'],
      CommandError,
      /try without .*--just-works/,
    ],
  ])('fails for %s, and keeps no bond', async (_, args, kind, message) => {
    await using data = await OwnData.make();
    const { error } = await data.run('pair', LOCK, ...args, ...AT_ONCE);
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof Error && error.message).toMatch(message);
    expect((await data.run('pair', '--list')).stdout).toBe('');
  });

  it('says that the device has forgotten the bond', async () => {
    await using data = await OwnData.make();
    await data.run('pair', LOCK, '--passkey', PASSKEY, ...AT_ONCE);
    await writeFile(data.path('state', 'simulated-home', 'lock.json'), '{"version":1,"bonds":[]}');
    const { error } = await data.run('gatt', 'read', LOCK, BOLT, ...AT_ONCE);
    expect(error).toBeInstanceOf(CommandError);
    expect(error instanceof Error && error.message).toMatch(
      /forgotten.*'bluebell pair F0:.*' again/,
    );
  });

  it('does not touch a file of bonds that is damaged', async () => {
    await using data = await OwnData.make();
    await data.run('pair', '--list');
    const file = data.path('state', 'bonds.json');
    await writeFile(file, '{"version":1,"bonds":[7]}');
    const { error } = await data.run('pair', LOCK, '--passkey', PASSKEY, ...AT_ONCE);
    expect(error).toBeInstanceOf(UsageError);
    expect(error instanceof Error && error.message).toMatch(
      /bonds\.json is damaged and stays as it is/,
    );
    expect(await readFile(file, 'utf8')).toBe('{"version":1,"bonds":[7]}');
  });
});

describe.concurrent('bluebell pair with wrong arguments', { timeout: PATIENCE_MS }, () => {
  it.each([
    [[], /whom to pair with/],
    [[LOCK, '--list'], /one too many/],
    [['--forget', 'lock'], /'lock' is not an address/],
  ])('says what is wrong with %j', async (args, message) => {
    await using data = await OwnData.make();
    const { error } = await data.run('pair', ...args);
    expect(error).toBeInstanceOf(UsageError);
    expect(error instanceof Error && error.message).toMatch(message);
  });

  it('says which bonds there are when it shall forget another', async () => {
    await using data = await OwnData.make();
    const { error } = await data.run('pair', '--forget', LOCK);
    expect(error).toBeInstanceOf(CommandError);
    expect(error instanceof Error && error.message).toMatch(/no bond with .*pair --list/);
  });
});

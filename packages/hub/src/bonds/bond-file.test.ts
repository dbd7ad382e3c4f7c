import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAddress, randomKindOf, UsageError } from '@bluebell/ble/core';
import type { Bond } from '@bluebell/ble/smp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BondFile } from './bond-file.ts';

const LTK = '00112233445566778899aabbccddeeff';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-bonds-'));
  path = join(folder, 'bonds.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('BondFile', () => {
  it('finds what was saved, at once and after a restart, identity and all', async () => {
    const file = await BondFile.open(path);
    const saving = file.save(bondWith('C0:00:00:00:00:01'));
    expect(file.find(peerAt('C0:00:00:00:00:01'))).toEqual(bondWith('C0:00:00:00:00:01'));
    await saving;

    const again = await BondFile.open(path);
    expect([...again.all()]).toEqual([bondWith('C0:00:00:00:00:01')]);
    expect(again.identity).toEqual(file.identity);
    expect(randomKindOf(again.identity.address)).toBe('static');
    expect(again.find({ ...peerAt('C0:00:00:00:00:01'), type: 'public' })).toBeUndefined();
  });

  it('keeps one bond a peer, the newest', async () => {
    const file = await BondFile.open(path);
    const newer = { ...bondWith('C0:00:00:00:00:01'), peerIrk: LTK };
    await Promise.all([file.save(bondWith('C0:00:00:00:00:01')), file.save(newer)]);
    expect([...(await BondFile.open(path)).all()]).toEqual([newer]);
  });

  it('forgets a peer', async () => {
    const file = await BondFile.open(path);
    await file.save(bondWith('C0:00:00:00:00:01'));
    await file.save(bondWith('C0:00:00:00:00:02'));
    await file.remove(peerAt('C0:00:00:00:00:01'));
    expect(file.find(peerAt('C0:00:00:00:00:01'))).toBeUndefined();
    expect([...(await BondFile.open(path)).all()]).toEqual([bondWith('C0:00:00:00:00:02')]);
  });

  it('does not undo what another bluebell has written meanwhile', async () => {
    const [one, other] = [await BondFile.open(path), await BondFile.open(path)];
    await one.save(bondWith('C0:00:00:00:00:01'));
    await other.save(bondWith('C0:00:00:00:00:02'));
    expect([...(await BondFile.open(path)).all()]).toHaveLength(2);
  });

  it('keeps what it does not know', async () => {
    const file = await BondFile.open(path);
    await file.save(bondWith('C0:00:00:00:00:01'));
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"version": 1,', '"version": 1, "colour": "blue",'));
    await (await BondFile.open(path)).save(bondWith('C0:00:00:00:00:02'));
    expect(await readFile(path, 'utf8')).toContain('"colour": "blue"');
  });

  it('writes addresses as people do, for its owner alone', async () => {
    await (await BondFile.open(path)).save(bondWith('C0:00:00:00:00:01'));
    expect(await readFile(path, 'utf8')).toContain('"address": "C0:00:00:00:00:01"');
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('keeps what a client has subscribed to, as long as there is a bond with it', async () => {
    const file = await BondFile.open(path);
    const client = {
      peer: 'random C0:00:00:00:00:01',
      databaseHash: LTK,
      features: '01',
      subscriptions: [{ valueHandle: 3, characteristic: '2a19', notify: true, indicate: false }],
    };
    await file.save(bondWith('C0:00:00:00:00:01'));
    await file.subscriptions.save({ ...client, features: '00' });
    await file.subscriptions.save(client);
    const again = await BondFile.open(path);
    expect([...again.subscriptions.all()]).toEqual([client]);
    expect(again.subscriptions.find(client.peer)).toEqual(client);
    await again.remove(peerAt('C0:00:00:00:00:01'));
    expect(again.subscriptions.find(client.peer)).toBeUndefined();
  });

  it('writes nothing before there is a bond', async () => {
    await (await BondFile.open(path)).flush();
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['no JSON', (text: string) => text.slice(0, -9)],
    ['a key that is none', (text: string) => text.replace(LTK, LTK.slice(2))],
    ['another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['an empty file', () => ''],
  ])('refuses %s, shows no key, and leaves it as it is', async (_, damage) => {
    await (await BondFile.open(path)).save(bondWith('C0:00:00:00:00:01'));
    const text = damage(await readFile(path, 'utf8'));
    await writeFile(path, text);
    const error: unknown = await BondFile.open(path).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toMatch(/bonds\.json is damaged and stays as it is .*pair anew/);
    expect(String(error)).not.toContain(LTK.slice(2, 12));
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('does not write over a file that was damaged while it was open', async () => {
    const file = await BondFile.open(path);
    await writeFile(path, 'oops');
    await expect(file.save(bondWith('C0:00:00:00:00:01'))).rejects.toThrow('is damaged');
    expect(await readFile(path, 'utf8')).toBe('oops');
  });
});

function peerAt(address: string): Bond['peer'] {
  return { address: parseAddress(address), type: 'random' };
}

function bondWith(address: string): Bond {
  return {
    peer: peerAt(address),
    security: { isAuthenticated: true, isSecureConnections: true, keySize: 16 },
    centralKey: { ltk: LTK, ediv: 0, rand: '0000000000000000' },
    ownSigning: { csrk: LTK, nextCounter: 3 },
  };
}

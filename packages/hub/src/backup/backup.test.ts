import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { silentLog, VirtualClock } from '@bluebell/ble/core';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError } from '../store/folder-in-use-error.ts';
import { DEFAULT_HISTORY } from '../store/history-settings.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { BackupError } from './backup-error.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const NOW_MS = Date.UTC(2026, 0);
const KEY = '00112233445566778899aabbccddeeff';
const MI32_KEY = 'FFEEDDCCBBAA99887766554433221100';
const CONFIG = `# my home
mqtt:
  url: mqtt://me:hush@192.0.2.1 # the broker
  password: hush-hush
web: { token: !secret web_token }
devices:
  A4:C1:38:00:00:01: { name: kitchen, key: ${KEY} }
  # A4:C1:38:00:00:02: { key: ${KEY} }
phones:
  mine: { irk: ${KEY} }
`;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bluebell-backup-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('makeBackup', () => {
  it('puts configuration, state and keys into one archive, for its owner alone', async () => {
    const home = makeHome('a');
    const made = await backUp(home, { withKeys: true, withHistory: true });
    expect(made.path).toBe(join(home.state, 'backups', 'bluebell-20260101T000000Z.tar.gz'));
    expect(made.bytes).toBe(statSync(made.path).size);
    expect(statSync(made.path).mode & 0o777).toBe(0o600);
    expect(made.manifest).toMatchObject({ version: '1.2.3', hasKeys: true, removed: [] });
    expect(made.manifest.files.map(({ path }) => path).toSorted()).toEqual([
      'config/config.yaml',
      'config/mi32cfg',
      'config/secrets.yaml',
      'history/history.db',
      'state/bonds.json',
      'state/instance-id',
      'state/mi32.json',
      'state/state.db',
    ]);
    expect(readdirSync(join(home.state, 'backups'))).toHaveLength(1);
  });

  it('leaves keys and passwords out where nobody asks for them, and says where', async () => {
    const home = makeHome('a');
    const { path, manifest } = await backUp(home, {});
    const everything = gunzipSync(readFileSync(path)).toString('latin1').toLowerCase();
    for (const secret of [KEY, MI32_KEY, 'hush', 'a-token']) {
      expect(everything).not.toContain(secret.toLowerCase());
    }
    expect(everything).toContain('# my home');
    expect(everything).toContain('!secret web_token');
    expect(manifest.removed.toSorted()).toEqual([
      'config/config.yaml: devices.A4:C1:38:00:00:01.key',
      'config/config.yaml: mqtt.password',
      'config/config.yaml: mqtt.url (user and password)',
      'config/config.yaml: phones.mine.irk',
      'config/mi32cfg: keys of 1 sensors',
      'config/secrets.yaml: all of it',
      'state/bonds.json: all of it',
      'state/mi32.json: keys of 1 sensors',
    ]);
  });

  it('works while a hub runs, by its own copies', async () => {
    const home = makeHome('a');
    const store = open(home);
    try {
      store.state.setValue('dial', 'newest');
      await expect(backUp(home, {})).rejects.toThrow(FolderInUseError);
      await makeBackup(home, { ...OPTIONS, file: join(root, 'b.tar.gz') }, store.copies);
    } finally {
      store.close();
    }
    const other = makeFolders('b');
    await restoreBackup(join(root, 'b.tar.gz'), other, NOW_MS);
    expect(dialOf(other)).toBe('newest');
  });

  it('refuses to guess what is a key in a configuration that cannot be read', async () => {
    const home = makeHome('a');
    writeFileSync(join(home.config, 'config.yaml'), 'a: [');
    await expect(backUp(home, {})).rejects.toThrow('keys cannot be taken out of it');
    await backUp(home, { withKeys: true });
  });

  it('leaves nothing behind where it fails', async () => {
    const home = makeHome('a');
    writeFileSync(join(home.config, 'config.yaml'), 'a: [');
    const file = join(root, 'out', 'b.tar.gz');
    await expect(backUp(home, { file })).rejects.toThrow(BackupError);
    expect(readdirSync(join(root, 'out'))).toEqual([]);
  });
});

describe('restoreBackup', () => {
  it('puts everything back on a machine where nothing was', async () => {
    const { path } = await backUp(makeHome('a'), { withKeys: true, withHistory: true });
    const other = makeFolders('b');
    const { before } = await restoreBackup(path, other, NOW_MS);
    expect(before).toEqual([]);
    expect(readFileSync(join(other.config, 'config.yaml'), 'utf8')).toBe(CONFIG);
    expect(statSync(join(other.config, 'secrets.yaml')).mode & 0o777).toBe(0o600);
    const store = open(other);
    expect(store.state.value('dial')).toBe('a');
    expect(store.history.quantities('A')).toEqual(['temperature']);
    store.close();
  });

  it('keeps what was there before beside it, and history where the backup has none', async () => {
    const { path } = await backUp(makeHome('a'), { withKeys: true });
    const other = makeHome('b');
    const { before } = await restoreBackup(path, other, NOW_MS);
    expect(before).toEqual([
      `${other.config}.before-20260101T000000Z`,
      `${other.state}.before-20260101T000000Z`,
    ]);
    expect(dialOf(other)).toBe('a');
    expect(dialOf({ ...other, state: before[1] ?? '' })).toBe('b');
    expect(existsSync(join(other.history, 'history.db'))).toBe(true);
  });

  it('keeps history and earlier backups where they lie within the state', async () => {
    const home = makeHome('a');
    const inner = { ...home, history: join(home.state, 'history') };
    open(inner).close();
    const { path } = await backUp(inner, { withKeys: true });
    await restoreBackup(path, inner, NOW_MS);
    expect(existsSync(join(inner.history, 'history.db'))).toBe(true);
    expect(existsSync(path)).toBe(true);
  });

  it('takes keys that the backup has not from what is there', async () => {
    const home = makeHome('a');
    const { path } = await backUp(home, {});
    await restoreBackup(path, home, NOW_MS);
    const config = readFileSync(join(home.config, 'config.yaml'), 'utf8');
    expect(config).toContain(`key: ${KEY}`);
    expect(config).toContain('password: hush-hush');
    expect(config).toContain('mqtt://me:hush@192.0.2.1');
    expect(config).toContain(`irk: ${KEY}`);
    expect(readFileSync(join(home.config, 'mi32cfg'), 'utf8')).toContain(MI32_KEY);
    expect(readFileSync(join(home.config, 'secrets.yaml'), 'utf8')).toContain('a-token');
    expect(readFileSync(join(home.state, 'mi32.json'), 'utf8')).toContain(MI32_KEY);
    expect(existsSync(join(home.state, 'bonds.json'))).toBe(true);
  });

  it('is refused while a hub runs', async () => {
    const home = makeHome('a');
    const { path } = await backUp(home, {});
    const store = open(home);
    await expect(restoreBackup(path, home, NOW_MS)).rejects.toThrow(FolderInUseError);
    store.close();
  });

  it('changes nothing where a bit of the archive is wrong, wherever it is', async () => {
    const home = makeHome('a');
    const { path } = await backUp(home, { withKeys: true });
    const whole = gunzipSync(readFileSync(path));
    const spots = Array.from({ length: 12 }, (_, n) => Math.floor(((n + 0.5) * whole.length) / 12));
    const bad = join(root, 'bad.tar.gz');
    for (const at of spots) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(bad, gzipSync(bytes));
      // In the padding between files, nothing is changed by it.
      await restoreBackup(bad, makeFolders(`r${at}`), NOW_MS).then(
        () => expect(whole[at]).toBe(0),
        (error: unknown) => expect(error).toBeInstanceOf(BackupError),
      );
    }
    writeFileSync(bad, readFileSync(path).subarray(0, 500));
    await expect(restoreBackup(bad, home, NOW_MS)).rejects.toThrow(BackupError);
    expect(dialOf(home)).toBe('a');
    expect(readdirSync(join(root, 'a')).toSorted()).toEqual(['config', 'history', 'state']);
  });

  it.each<[string, readonly TestEntry[]]>([
    ['no manifest', [{ name: 'config/config.yaml', text: '' }]],
    ['a path that leads out', [manifest('../evil'), { name: '../evil', text: 'x' }]],
    ['a path from the root', [manifest('/etc/evil'), { name: '/etc/evil', text: 'x' }]],
    [
      'a path with dots within',
      [manifest('config/../../evil'), { name: 'config/../../evil', text: 'x' }],
    ],
    ['a hidden file', [manifest('config/.evil'), { name: 'config/.evil', text: 'x' }]],
    ['a file that is not named', [manifest('config/a'), { name: 'config/b', text: 'x' }]],
    ['a file twice', [manifest('config/a'), ...twice({ name: 'config/a', text: 'x' })]],
    [
      'a link',
      [manifest('config/a'), { name: 'config/a', type: 'symlink', linkname: '/etc/passwd' }],
    ],
    [
      'a hard link',
      [manifest('config/a'), { name: 'config/a', type: 'link', linkname: '/etc/passwd' }],
    ],
    ['a device', [manifest('config/a'), { name: 'config/a', type: 'character-device' }]],
    ['another content', [manifest('config/a'), { name: 'config/a', text: 'y' }]],
    ['a file that is missing', [manifest('config/a')]],
    ['a bomb', [manifest('config/a'), { name: 'config/a', text: 'x'.repeat(30_000_000) }]],
    ['a manifest without end', [{ name: 'manifest.json', text: ' '.repeat(30_000_000) }]],
    ['a manifest of a later form', [manifest('config/a', 2), { name: 'config/a', text: 'x' }]],
    ['nothing', []],
  ])('refuses an archive with %s', async (_, entries) => {
    const file = join(root, 'hostile.tar.gz');
    await writeTar(file, entries);
    const folders = makeFolders('b');
    await expect(restoreBackup(file, folders, NOW_MS)).rejects.toThrow(BackupError);
    expect(readdirSync(root).toSorted()).toEqual(['b', 'hostile.tar.gz']);
    expect(readdirSync(join(root, 'b'))).toEqual([]);
  });

  it('does not follow a link in the data folder into the archive', async () => {
    const home = makeHome('a');
    writeFileSync(join(root, 'outside'), 'private');
    symlinkSync(join(root, 'outside'), join(home.config, 'link.yaml'));
    const { manifest: made } = await backUp(home, { withKeys: true });
    expect(made.files.map(({ path }) => path)).not.toContain('config/link.yaml');
  });
});

const OPTIONS = { withKeys: false, withHistory: false, version: '1.2.3', nowMs: NOW_MS };

function backUp(
  home: ReturnType<typeof makeFolders>,
  options: Partial<typeof OPTIONS> & { file?: string },
) {
  return makeBackup(home, { ...OPTIONS, ...options });
}

function makeFolders(name: string) {
  const at = join(root, name);
  mkdirSync(at);
  return {
    config: join(at, 'config'),
    state: join(at, 'state'),
    history: join(at, 'history'),
    cache: join(at, 'cache'),
  };
}

/** A home with all that a hub keeps; the dial says its name. */
function makeHome(name: string) {
  const home = makeFolders(name);
  mkdirSync(home.config);
  mkdirSync(home.state);
  write(home.config, 'config.yaml', CONFIG);
  write(home.config, 'config.yaml~', CONFIG);
  write(home.config, 'secrets.yaml', 'web_token: a-token-that-is-long\n');
  write(home.config, 'mi32cfg', `[{"MAC":"A4C138000003","PID":"055b","key":"${MI32_KEY}"}]\0`);
  write(home.state, 'bonds.json', `{"ltk":"${KEY}"}`);
  write(home.state, 'instance-id', 'A1B2C3A1B2C3');
  const keys = [{ mac: 'A4C138000004', key: MI32_KEY }];
  write(home.state, 'mi32.json', JSON.stringify({ version: 1, options: {}, relays: [], keys }));
  const store = open(home);
  store.state.setValue('dial', name);
  store.history.write({ deviceId: 'A', quantity: 'temperature', timeMs: 1, value: 1 });
  store.close();
  return home;
}

function open(home: ReturnType<typeof makeFolders>): Store {
  return openStore(home, {
    clock: new VirtualClock(NOW_MS),
    log: silentLog,
    history: DEFAULT_HISTORY,
  });
}

function dialOf(home: ReturnType<typeof makeFolders>): string | undefined {
  const store = open(home);
  const dial = store.state.value('dial');
  store.close();
  return dial;
}

function write(folder: string, file: string, text: string) {
  writeFileSync(join(folder, file), text, { mode: 0o600 });
}

interface TestEntry {
  readonly name: string;
  readonly type?: Header['type'];
  readonly linkname?: string;
  readonly text?: string;
}

function twice(entry: TestEntry): readonly TestEntry[] {
  return [entry, entry];
}

/** A manifest that names one file, whose content is `x`. */
function manifest(path: string, format = 1): TestEntry {
  const sha256 = createHash('sha256').update('x').digest('hex');
  const text = JSON.stringify({
    format,
    product: 'bluebell',
    version: '1.2.3',
    time: '2026-01-01T00:00:00Z',
    hasKeys: true,
    hasHistory: false,
    removed: [],
    files: [{ path, bytes: 1, sha256 }],
  });
  return { name: 'manifest.json', text };
}

async function writeTar(file: string, entries: readonly TestEntry[]): Promise<void> {
  const archive = pack();
  for (const { name, type = 'file', linkname, text } of entries) {
    archive.entry({ name, type, ...(linkname && { linkname }) }, text ?? '');
  }
  archive.finalize();
  await pipeline(archive, createGzip(), createWriteStream(file));
}

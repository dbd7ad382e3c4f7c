import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { listenNear } from '../../listen.ts';
import { clockFindings } from './clock.ts';
import { folderFindings } from './folders.ts';
import { mdnsFindings } from './mdns.ts';
import { portFindings } from './ports.ts';
import { rightsFindings } from './rights.ts';
import { versionFindings } from './versions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('versionFindings', () => {
  it.each([
    ['20.18.1', 1],
    ['20.19.0', 0],
    ['21.7.0', 1],
    ['22.11.0', 1],
    ['22.12.0', 0],
    ['24.0.0', 0],
    ['18.20.0', 1],
  ])('judges Node %s', (node, faults) => {
    expect(versionFindings({ hubVersion: undefined }, node)).toHaveLength(faults);
  });

  it('names a hub that was updated while it ran', () => {
    expect(versionFindings({ hubVersion: '0.0.1' })).toMatchObject([
      { code: 'version_mismatch', severity: 'warning' },
    ]);
    expect(versionFindings({ hubVersion: packageJson.version })).toEqual([]);
  });
});

describe('clockFindings', () => {
  it('knows a clock that nobody has set', () => {
    expect(clockFindings({ nowMs: 12_000 })).toMatchObject([{ code: 'clock_unset' }]);
    expect(clockFindings({ nowMs: Date.UTC(2026, 0, 1) })).toEqual([]);
  });
});

describe('folderFindings', () => {
  it('finds nothing wrong with folders that are there, or not yet', async () => {
    const there = { config: folder, state: join(folder, 'later') };
    expect(await foldersOf(there)).toEqual([]);
  });

  it('names one that cannot be used', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(await foldersOf({ config: folder, state: join(file, 'state') })).toMatchObject([
      { code: 'no_rights', severity: 'fault', text: expect.stringContaining('ENOTDIR') },
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('folderFindings, of files with keys', () => {
  it('names those that every user can read', async () => {
    const [open, closed] = [join(folder, 'config.yaml'), join(folder, 'secrets.yaml')];
    await writeFile(open, '');
    await chmod(open, 0o644);
    await writeFile(closed, '');
    await chmod(closed, 0o640);
    await chmod(folder, 0o755);
    const there = { config: folder, state: folder };
    expect(await foldersOf(there)).toMatchObject([
      { code: 'keys_readable', nextStep: expect.stringMatching(/chmod go-rwx \S+config\.yaml$/) },
    ]);

    await chmod(folder, 0o750);
    expect(await foldersOf(there)).toEqual([]);
  });
});

describe('rightsFindings', () => {
  it('names a port that is not there, and passes over what needs no rights', async () => {
    const there = join(folder, 'ttyUSB0');
    await writeFile(there, '');
    await chmod(there, 0o600);
    const radios = ['sim', 'tcp:hub:9000', `serial:${there}`, `serial:${folder}/ttyUSB1`];
    expect(await rightsFindings({ radios })).toMatchObject([
      { code: 'radio_missing', text: `There is no ${folder}/ttyUSB1.` },
    ]);
  });
});

describe('portFindings', () => {
  it('finds a broker that listens, and misses one that does not', async () => {
    const server = createServer();
    const port = await listen(server);
    const hubVersion = '1.0.0';
    const broker = { host: '127.0.0.1', port };
    expect(await portFindings({ broker, web: undefined, hubVersion })).toEqual([]);
    await close(server);
    expect(await portFindings({ broker, web: undefined, hubVersion })).toMatchObject([
      { code: 'broker_gone', text: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('names a port that somebody else has, where no hub runs', async () => {
    const server = createServer();
    const web = { host: '127.0.0.1', port: await listen(server) };
    const taken = await portFindings({ broker: undefined, web, hubVersion: undefined });
    expect(taken).toMatchObject([{ code: 'port_taken' }]);
    expect(await portFindings({ broker: undefined, web, hubVersion: '1.0.0' })).toEqual([]);
    await close(server);
    expect(await portFindings({ broker: undefined, web, hubVersion: undefined })).toEqual([]);
  });
});

describe('mdnsFindings', () => {
  it('says of every network whether phones find us there', async () => {
    for (const { code, severity } of await mdnsFindings()) {
      expect({ code, severity }).toEqual({ code: 'no_multicast', severity: 'note' });
    }
  });
});

async function foldersOf({ config, state }: { config: string; state: string }) {
  await mkdir(config, { recursive: true });
  return folderFindings({
    folder: { config, state, history: state, cache: state, origin: '--data' },
  });
}

function listen(server: Server): Promise<number> {
  return listenNear(server, { name: 'test', host: '127.0.0.1', port: 0 });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

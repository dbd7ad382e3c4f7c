import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSerialPort } from './serial-package.ts';
import { groupOf, holdersOf } from './serial-ports.ts';
import { explainSerialTrouble } from './serial-trouble.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('explainSerialTrouble', () => {
  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'there is no such port; '],
    ['Opening COM3: File not found', 'there is no such port; '],
    ['Error Resource temporarily unavailable Cannot lock port', 'busy: '],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy: '],
    ['Opening COM3: Access denied', 'busy: '],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'permission denied; '],
    [
      'Error: Inappropriate ioctl for device setting custom baud rate of 9',
      'this is no serial port',
    ],
    ['Error: Invalid argument setting custom baud rate of 9', 'the port cannot be this fast'],
    ['the moon is full', 'cannot be opened: the moon is full'],
  ])('knows what it means: %s', async (words, start) => {
    const serialPort = await loadSerialPort();
    const why = await explainSerialTrouble('/dev/ttyUSB0', new Error(words), serialPort);
    expect(why.startsWith(start)).toBe(true);
  });

  it('names the group that may use a port, and how to join it', async () => {
    const path = join(folder, 'port');
    await writeFile(path, '');
    const group = await groupOf(path);
    const serialPort = await loadSerialPort();
    const error = new Error('Error: Permission denied, cannot open it');
    expect(await explainSerialTrouble(path, error, serialPort)).toBe(
      group === undefined || group === 'root'
        ? 'permission denied; ask an administrator for the right to read and write it'
        : `permission denied; sudo usermod -aG ${group} ${userInfo().username}, then log in again`,
    );
  });
});

describe('holdersOf', () => {
  it('names the programs that have a file open', async () => {
    const port = join(folder, 'ttyUSB0');
    await writeFile(port, '');
    await symlink(port, join(folder, 'by-id'));
    await mkdir(join(folder, '123/fd'), { recursive: true });
    await writeFile(join(folder, '123/comm'), 'minicom\n');
    await symlink(port, join(folder, '123/fd/5'));
    await mkdir(join(folder, '124/fd'), { recursive: true });
    await symlink('/dev/null', join(folder, '124/fd/0'));
    expect(await holdersOf(join(folder, 'by-id'), { proc: folder })).toEqual([
      'minicom (process 123)',
    ]);
  });

  it('knows none where the system does not tell', async () => {
    expect(await holdersOf('/dev/ttyUSB0', { proc: join(folder, 'missing') })).toEqual([]);
  });
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@bluebell/ble/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSerialPort } from './hci/serial-package.ts';
import { type ListRadiosOptions, listRadios } from './list-radios.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('listRadios', () => {
  it('lists on any machine what opens without hardware', async () => {
    const { radios } = await listRadios();
    expect(radios).toContainEqual({ kind: 'sim', name: 'sim' });
  });

  it('lists controllers that Linux knows, with what they are, and whether they are switched off', async () => {
    const usb = join(folder, 'devices/usb1/1-2');
    const controller = join(usb, '1-2:1.0/bluetooth/hci1');
    await write(join(usb, 'product'), 'USB2.0-BT\n');
    await write(join(usb, 'manufacturer'), 'Realtek\n');
    await write(join(usb, 'idVendor'), '0bda\n');
    await write(join(usb, 'idProduct'), '8771\n');
    await write(join(controller, 'rfkill3/soft'), '1\n');
    await write(join(controller, 'rfkill3/hard'), '0\n');
    await symlink(join(usb, '1-2:1.0'), join(controller, 'device'));
    await mkdir(join(folder, 'class/bluetooth/hci0'), { recursive: true });
    await mkdir(join(folder, 'class/bluetooth/hci0:64'), { recursive: true });
    await symlink(controller, join(folder, 'class/bluetooth/hci1'));
    const { radios } = await listRadios({ sys: folder });
    expect(radios.filter(({ kind }) => kind === 'hci')).toEqual([
      { kind: 'hci', name: 'hci:0', device: { device: 0, isBlocked: false } },
      {
        kind: 'hci',
        name: 'hci:1',
        device: {
          device: 1,
          product: 'USB2.0-BT',
          manufacturer: 'Realtek',
          vendorId: '0bda',
          productId: '8771',
          isBlocked: true,
        },
      },
    ]);
  });

  it('lists serial ports, but for those behind which nothing is', async () => {
    await write(join(folder, 'class/tty/ttyS0/type'), '0\n');
    const path = join(folder, 'ttyUSB0');
    await write(path, '');
    const dongle = { path, vendorId: '10c4', productId: 'ea60', manufacturer: 'Silicon Labs' };
    const load = await listing(async () => [dongle, { path: '/dev/ttyS0' }]);
    const { radios, troubles } = await listRadios({ sys: folder, load });
    expect(troubles).toEqual([]);
    expect(radios.filter(({ kind }) => kind === 'serial')).toMatchObject([
      { kind: 'serial', name: `serial:${path}`, port: { ...dongle, isAllowed: true } },
    ]);
  });

  it('finds serial ports by name where the system keeps no list', async () => {
    for (const name of ['ttyUSB0', 'ttyACM12', 'tty1', 'random'])
      await write(join(folder, name), '');
    const load = await listing(() => Promise.reject(new Error('spawn udevadm ENOENT')));
    const { radios } = await listRadios({ dev: folder, sys: folder, load });
    expect(radios.map(({ name }) => name)).toEqual([
      `serial:${join(folder, 'ttyACM12')}`,
      `serial:${join(folder, 'ttyUSB0')}`,
      'sim',
    ]);
  });

  it('says why serial ports are missing', async () => {
    const { radios, troubles } = await listRadios({ load: notInstalled, sys: folder });
    expect(troubles).toEqual(['npm install serialport']);
    expect(radios).toEqual([{ kind: 'sim', name: 'sim' }]);
  });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

function notInstalled(): Promise<never> {
  return Promise.reject(new UsageError('npm install serialport'));
}

/** The package, with another list. */
async function listing(list: () => Promise<readonly { readonly path: string }[]>) {
  const { SerialPort } = await loadSerialPort();
  const load: NonNullable<ListRadiosOptions['load']> = async () => ({
    SerialPort: Object.assign(SerialPort.bind(undefined), { list }),
  });
  return load;
}

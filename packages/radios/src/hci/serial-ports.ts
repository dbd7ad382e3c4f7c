// The serial ports of this machine, and who has them.

import { constants } from 'node:fs';
import { access, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SerialPortPackage } from './serial-package.ts';

/** One port. */
export interface SerialPortFacts {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
  /** USB, four hex digits. */
  readonly vendorId?: string;
  /** USB, four hex digits. */
  readonly productId?: string;
  /** Whether this user may open it. */
  readonly isAllowed: boolean;
  /** The group whose members may open it, where the system has such. */
  readonly group?: string;
}

/** Where Linux tells of itself; others for tests. */
export interface SystemFolders {
  readonly sys?: string;
  readonly proc?: string;
  readonly dev?: string;
}

/** Ports that the system has, by name: for machines that keep no list, as most containers. */
const PORT_NAME = /^tty(USB|ACM|AMA|XRUSB)\d+$/;

/** What Linux says of a built-in port that it has made ready, and that no machine has. */
const NO_UART = '0';

/** All ports, those of which nothing is behind left out. */
export async function listSerialPorts(
  { SerialPort }: SerialPortPackage,
  { sys = '/sys', dev = '/dev' }: SystemFolders = {},
): Promise<readonly SerialPortFacts[]> {
  // Linux has no list where udev is not installed.
  const listed = await SerialPort.list().catch(() => portsByName(dev));
  const facts = await Promise.all(
    listed.map(async ({ path, manufacturer, serialNumber, vendorId, productId }) => {
      if ((await textOf(join(sys, 'class/tty', path.replace(/^.*\//, ''), 'type'))) === NO_UART) {
        return [];
      }
      const group = await groupOf(path);
      return [
        {
          path,
          ...(manufacturer && { manufacturer }),
          ...(serialNumber && { serialNumber }),
          ...(vendorId && { vendorId }),
          ...(productId && { productId }),
          isAllowed: await isAllowed(path),
          ...(group !== undefined && { group }),
        },
      ];
    }),
  );
  return facts.flat();
}

/** The group that owns a file, by name. */
export async function groupOf(path: string): Promise<string | undefined> {
  try {
    const { gid } = await stat(path);
    const groups = (await textOf('/etc/group')) ?? '';
    const line = groups.split('\n').find((group) => group.split(':')[2] === String(gid));
    return line?.split(':')[0];
  } catch {
    return undefined;
  }
}

/** Programs that have a file open, as `name (process 123)`; those of other users only root sees. */
export async function holdersOf(
  path: string,
  { proc = '/proc' }: SystemFolders = {},
): Promise<readonly string[]> {
  const target = await realpath(path).catch(() => path);
  const processes = (await namesIn(proc)).filter((name) => /^\d+$/.test(name));
  const holders = await Promise.all(
    processes.map(async (id) => {
      const files = join(proc, id, 'fd');
      const open = await Promise.all(
        (await namesIn(files)).map((file) => readlink(join(files, file)).catch(() => '')),
      );
      if (!open.includes(target)) return [];
      const program = await textOf(join(proc, id, 'comm'));
      return [`${program ?? 'a program'} (process ${id})`];
    }),
  );
  return holders.flat();
}

async function isAllowed(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function portsByName(dev: string) {
  const names = (await namesIn(dev)).filter((name) => PORT_NAME.test(name));
  return names.map((name) => ({
    path: join(dev, name),
    manufacturer: undefined,
    serialNumber: undefined,
    vendorId: undefined,
    productId: undefined,
  }));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** A file of the system, without the end of its line; `undefined` where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

// The controllers that the kernel of Linux knows.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One controller. */
export interface HciDevice {
  /** Its number: 0 for hci0. */
  readonly device: number;
  /** What it calls itself, where it is on USB. */
  readonly product?: string;
  readonly manufacturer?: string;
  /** USB, four hex digits. */
  readonly vendorId?: string;
  /** USB, four hex digits. */
  readonly productId?: string;
  /** Switched off: by software, or by a switch on the machine. */
  readonly isBlocked: boolean;
}

/** Files of a USB device that tell of it, beside the interface that has the controller. */
const FACTS = {
  product: 'product',
  manufacturer: 'manufacturer',
  vendorId: 'idVendor',
  productId: 'idProduct',
} as const;

/** All of them, by number. @param sys where Linux tells of its devices. */
export function hciDevices(sys = '/sys'): readonly HciDevice[] {
  const folder = join(sys, 'class/bluetooth');
  // Links are there too, as hci0:64.
  const names = namesIn(folder).flatMap((name) => /^hci(\d+)$/.exec(name)?.[1] ?? []);
  return names
    .map(Number)
    .toSorted((one, other) => one - other)
    .map((device) => factsOf(device, join(folder, `hci${device}`)));
}

function factsOf(device: number, folder: string): HciDevice {
  // Not joined, which would do away with the `..`: it is that of the folder which the link leads to.
  const usb = `${folder}/device/..`;
  const facts = Object.entries(FACTS).flatMap(([fact, file]) => {
    const text = textOf(`${usb}/${file}`);
    return text === undefined || text === '' ? [] : [[fact, text] as const];
  });
  return { device, ...Object.fromEntries(facts), isBlocked: isBlocked(folder) };
}

function isBlocked(folder: string): boolean {
  const switches = namesIn(folder).filter((name) => name.startsWith('rfkill'));
  return switches.some((name) =>
    ['soft', 'hard'].some((kind) => textOf(join(folder, name, kind)) === '1'),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

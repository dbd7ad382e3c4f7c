// Why a serial port does not open, and what to do. The package tells it in words alone.

import { userInfo } from 'node:os';
import type { SerialPortPackage } from './serial-package.ts';
import { groupOf, holdersOf, listSerialPorts } from './serial-ports.ts';

/** Tells more of one kind of trouble. */
type Explanation = (path: string, serialPort: SerialPortPackage) => Promise<string>;

/** What the errors of Linux, macOS and Windows say, and what it means; the first one counts. */
const TROUBLES: readonly (readonly [words: RegExp, explain: Explanation])[] = [
  [/lock port|temporarily unavailable|busy|access denied/i, explainBusy],
  [/permission denied|not permitted/i, explainForbidden],
  [/no such file|file not found|no such device|unknown error code (3|433)/i, explainMissing],
  [/inappropriate ioctl|not a typewriter|is a directory/i, async () => NO_PORT],
  [/baud/i, async () => 'the port cannot be this fast; give another speed: ?baud=921600'],
];

const NO_PORT = 'this is no serial port; check the path';

/** One sentence for people. */
export async function explainSerialTrouble(
  path: string,
  error: unknown,
  serialPort: SerialPortPackage,
): Promise<string> {
  const said = error instanceof Error ? error.message : String(error);
  const trouble = TROUBLES.find(([words]) => words.test(said));
  return trouble ? trouble[1](path, serialPort) : `cannot be opened: ${said}`;
}

async function explainBusy(path: string): Promise<string> {
  const holders = await holdersOf(path);
  const who = holders.length > 0 ? `${holders.join(', ')} has` : 'another program has';
  return `busy: ${who} it open; end that, and try again`;
}

async function explainForbidden(path: string): Promise<string> {
  const group = await groupOf(path);
  const remedy =
    group === undefined || group === 'root'
      ? 'ask an administrator for the right to read and write it'
      : `sudo usermod -aG ${group} ${userInfo().username}, then log in again`;
  return `permission denied; ${remedy}`;
}

async function explainMissing(_: string, serialPort: SerialPortPackage): Promise<string> {
  const ports = await listSerialPorts(serialPort);
  const those =
    ports.length === 0
      ? 'this machine has none; plug it in, and give it to the container where there is one (docker run --device)'
      : `there are ${ports.map(({ path }) => `serial:${path}`).join(', ')}`;
  return `there is no such port; ${those}`;
}

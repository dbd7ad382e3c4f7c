// Whether radios of the configuration may be opened by this user.

import { access, constants, readFile } from 'node:fs/promises';
import { systemCode } from '../../file-trouble.ts';
import type { Finding } from '../finding.ts';

/** Bits of CAP_NET_ADMIN and CAP_NET_RAW. */
const NETWORK_RIGHTS = (1n << 12n) | (1n << 13n);

/** Serial ports need to be readable and writable, the user channel of a controller needs rights. */
export async function rightsFindings({
  radios,
}: {
  readonly radios: readonly string[];
}): Promise<readonly Finding[]> {
  const findings = await Promise.all(radios.map(ofRadio));
  return findings.flatMap((finding) => finding ?? []);
}

async function ofRadio(name: string): Promise<Finding | undefined> {
  if (name.startsWith('serial:')) return ofPort(name.slice('serial:'.length));
  return name.startsWith('hci:') ? ofUserChannel(name) : undefined;
}

async function ofPort(path: string): Promise<Finding | undefined> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const isMissing = systemCode(error) === 'ENOENT';
    return {
      code: isMissing ? 'radio_missing' : 'no_rights',
      severity: 'fault',
      text: isMissing ? `There is no ${path}.` : `This user may not open ${path}.`,
      nextStep: isMissing
        ? 'Plug the radio in, and see what it is called: bluebell radio list'
        : "Put the user of the hub into the group of the port, often 'dialout': see docs/radios.md",
    };
  }
}

async function ofUserChannel(name: string): Promise<Finding | undefined> {
  // Elsewhere than on Linux there is no such radio, which opening it tells.
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const [, rights] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  if (rights === undefined) return undefined;
  if ((BigInt(`0x${rights}`) & NETWORK_RIGHTS) === NETWORK_RIGHTS) return undefined;
  return {
    code: 'no_rights',
    severity: 'warning',
    text: `Radio ${name} needs CAP_NET_ADMIN and CAP_NET_RAW, which this user has not.`,
    nextStep: 'The systemd unit and the container give them to the hub alone: see docs/install.md',
  };
}

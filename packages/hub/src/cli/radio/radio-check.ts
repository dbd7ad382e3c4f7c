// `bluebell radio check`: what a radio can do.

import { type Log, systemClock, UsageError } from '@bluebell/ble/core';
import { VirtualAir } from '@bluebell/ble/sim';
import {
  checkRadio,
  checkTransport,
  type RadioAbilities,
  type RadioReport,
} from '@bluebell/radios';
import { clean } from '../../plain-text.ts';
import { commandLog, logOutput } from '../command-log.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { statusLine } from '../status-line.ts';
import { print, type Terminal } from '../terminal.ts';
import type { RadioOptions } from './radio-options.ts';

/** What it can do, in the order of a user's interest. */
const ABILITIES: Readonly<Record<keyof RadioAbilities, string>> = {
  legacyAdvertising: 'advertising',
  extendedAdvertising: 'extended advertising: long adverts, several at once',
  extendedScanning: 'hearing extended advertising',
  encryption: 'encrypted links',
  dataLength: 'long packets on links',
  phy2M: 'links of 2 Mbit/s',
  phyCoded: 'links of long range',
  privacy: 'knowing private addresses by itself',
};

const NAME_WIDTH = 12;

/** The company that stands for none. Assigned Numbers, 7.1. */
const NOBODY = 0xffff;

/** As the radio `sim` has it. */
const SIM_ADDRESS = '3C:2E:F5:00:00:01';

/** Opens it, asks, and lets go of it; gives the exit code. */
export async function radioCheck(
  name: string,
  options: RadioOptions,
  terminal: Terminal,
): Promise<number> {
  const status = statusLine(terminal.stderr);
  status.show(`${name}: asking …`);
  const log = commandLog(terminal, logOutput(terminal, status));
  try {
    const report = await reportFor(name, log);
    status.clear();
    if (options.json) await print(terminal, JSON.stringify(report));
    else await printReport(report, terminal);
    return ExitCode.ok;
  } finally {
    status.clear();
  }
}

/** The controller of the simulated home is made for this, and so the same as it has. */
async function reportFor(name: string, log: Log): Promise<RadioReport> {
  if (name.startsWith('replay:')) {
    throw new UsageError(`'${name}' is a recording: there is no controller to ask`);
  }
  if (name !== 'sim') return checkRadio(name, { log });
  const air = new VirtualAir({ clock: systemClock });
  try {
    const controller = air.addController({ address: SIM_ADDRESS, name });
    const report = await checkTransport(controller.transport());
    return { ...report, name };
  } finally {
    air.close();
  }
}

async function printReport(report: RadioReport, terminal: Terminal): Promise<void> {
  const paint = paintFor(terminal.stdout, terminal.env);
  await print(terminal, paint('bold', clean(report.name)));
  for (const [label, text] of factsOf(report)) {
    await print(terminal, `  ${label.padEnd(NAME_WIDTH)} ${clean(text)}`);
  }
  // The casts of `entries` hold: the table has exactly the keys of the abilities.
  for (const [ability, words] of Object.entries(ABILITIES)) {
    const can = report.can[ability as keyof RadioAbilities];
    await print(terminal, `  ${can ? paint('green', '✓') : paint('red', '✗')} ${words}`);
  }
}

function factsOf(report: RadioReport): readonly (readonly [string, string])[] {
  const { version, hciVersion, company, companyIdentifier, publicAddress, buffers } = report;
  const { extendedAdvertising, dataLengths, txPower, acceptListSize, resolvingListSize } = report;
  return [
    ['Bluetooth', version ?? `newer than this program knows (${hciVersion})`],
    [
      'made by',
      company ??
        (companyIdentifier === NOBODY ? 'nobody: for tests' : `company ${companyIdentifier}`),
    ],
    ['address', publicAddress ?? 'none of its own: a random one is used'],
    ['room', `${buffers.packetCount} packets of ${buffers.packetLength} bytes`],
    ['lists', `${acceptListSize} devices to accept, ${resolvingListSize} to resolve`],
    ...(extendedAdvertising
      ? [
          [
            'adverts',
            `${extendedAdvertising.sets} sets of ${extendedAdvertising.maxData} bytes`,
          ] as const,
        ]
      : []),
    ...(dataLengths
      ? [['packets', `${dataLengths.supportedMaxTxOctets} bytes at most`] as const]
      : []),
    ...(txPower ? [['power', `${txPower.minTxPower} to ${txPower.maxTxPower} dBm`] as const] : []),
  ];
}

// `bluebell gatt dump`: all that a device offers.

import { AttErrorCode, nameOfAttError } from '@bluebell/ble/att';
import { clean } from '../../plain-text.ts';
import { type ConnectedDevice, withDevice } from '../device/with-device.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { securityText } from '../pair/security-text.ts';
import { print, type Terminal } from '../terminal.ts';
import type { GattOptions } from './gatt-options.ts';
import { type SurveyedService, survey } from './survey.ts';
import { surveyJson, surveyTree } from './survey-tree.ts';
import { readableText } from './value-form.ts';

/** Discovers and reads everything, and prints it; gives the exit code. */
export function gattDump(
  device: string,
  options: GattOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const call = { device, options, terminal, stop, isSecured: options.pair ?? false };
  return withDevice(call, async (connected) => {
    const { connection, patience, status } = connected;
    const services = await survey(connection, patience, (done, of) =>
      status.show(`${device}: ${done} of ${of} services …`),
    );
    status.clear();
    if (options.json) await print(terminal, JSON.stringify(dumpJson(connected, services)));
    else await printTree(connected, services, terminal);
    return ExitCode.ok;
  });
}

async function printTree(
  { connection, address, name }: ConnectedDevice,
  services: readonly SurveyedService[],
  terminal: Terminal,
): Promise<void> {
  const { peer, mtu, security } = connection;
  const paint = paintFor(terminal.stdout, terminal.env);
  const facts = [peer.type, `MTU ${mtu}`, ...(security ? [securityText(security)] : [])];
  const called = name ?? deviceNameIn(services);
  const title = called === undefined ? address : `${clean(called)}  ${address}`;
  await print(terminal, `${paint('bold', title)}  ${paint('dim', facts.join(', '))}\n`);
  for (const line of surveyTree(services, paint)) await print(terminal, line);
  if (security === undefined && services.some(isRefused)) {
    terminal.stderr.write(`\nSome values need pairing: run 'bluebell pair ${address}' first.\n`);
  }
}

const DEVICE_NAME = '2a00';

/** One that was not listened for has told its name all the same. */
function deviceNameIn(services: readonly SurveyedService[]): string | undefined {
  const all = services.flatMap(({ characteristics }) => characteristics);
  const value = all.find(({ uuid }) => uuid === DEVICE_NAME)?.value;
  return value && readableText(value);
}

/** What a device says that wants to be paired with. */
const REFUSALS: ReadonlySet<string> = new Set([
  nameOfAttError(AttErrorCode.insufficientAuthentication),
  nameOfAttError(AttErrorCode.insufficientEncryption),
]);

function isRefused({ characteristics }: SurveyedService): boolean {
  return characteristics.some(({ error }) => error !== undefined && REFUSALS.has(error));
}

function dumpJson(
  { connection, address, name }: ConnectedDevice,
  services: readonly SurveyedService[],
): object {
  const { peer, mtu, security } = connection;
  const called = name ?? deviceNameIn(services);
  return {
    address,
    addressType: peer.type,
    ...(called !== undefined && { name: called }),
    mtu,
    ...(security && { security }),
    services: surveyJson(services),
  };
}

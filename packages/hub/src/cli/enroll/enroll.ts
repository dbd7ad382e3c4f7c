// `bluebell enroll`: poses as a heart-rate sensor until a phone has paired, then tracks it.

import { join } from 'node:path';
import {
  type BleError,
  formatAddress,
  fromHex,
  randomKindOf,
  systemClock,
  UsageError,
} from '@bluebell/ble/core';
import { isPeripheral, type PeripheralRadio } from '@bluebell/ble/radio';
import type { PairingUser } from '@bluebell/ble/smp';
import { openRadio } from '@bluebell/radios';
import { RadioState } from '../../bonds/radio-state.ts';
import {
  CONFIG_FILE,
  createDefaultConfig,
  type LoadedConfig,
  loadConfig,
} from '../../config/index.ts';
import { AWAY_AFTER_S } from '../../config/schema/devices.ts';
import { nameRule } from '../../config/schema/text.ts';
import { clean } from '../../plain-text.ts';
import { Closing } from '../closing.ts';
import { letHubLoad } from '../cmd/let-hub-load.ts';
import { commandLog, logOutput } from '../command-log.ts';
import { CommandError } from '../device/command-error.ts';
import { exitCodeAfter } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { securityText } from '../pair/security-text.ts';
import { TerminalUser } from '../pair/terminal-user.ts';
import { prepareFolderOf } from '../prepare-folder.ts';
import { type StatusLine, statusLine } from '../status-line.ts';
import { complain, print, type Terminal } from '../terminal.ts';
import { POSE_NAME } from './heart-rate-pose.ts';
import { goOnAddingSensors, type KeptPhone, keepInConfig, keepInMi32Config } from './keep-phone.ts';
import { type PairedPhone, pairWithPhone } from './pair-with-phone.ts';
import { phoneName } from './phone-name.ts';
import { watchPhone } from './watch-phone.ts';

/** What it is told. */
export interface EnrollOptions {
  readonly radio?: string | undefined;
  readonly name?: string | undefined;
  /** Seconds. */
  readonly awayAfter: number;
  readonly timeout: number;
  readonly watch?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly secure?: boolean | undefined;
  readonly legacy?: boolean | undefined;
  readonly data?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Enrolls one phone; gives the exit code. */
export async function enroll(
  options: EnrollOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  checkName(options.name);
  checkSilence(options.awayAfter);
  const status = statusLine(terminal.stderr);
  await using closing = new Closing();
  closing.defer(() => status.clear());
  try {
    return await enrollOn(options, { terminal, stop, status, closing });
  } catch (error) {
    if (stop.aborted) return exitCodeAfter(stop);
    throw error;
  }
}

/** What the steps have at hand. */
interface Desk {
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
  readonly status: StatusLine;
  readonly closing: Closing;
}

async function enrollOn(options: EnrollOptions, desk: Desk): Promise<number> {
  const { terminal, stop, status, closing } = desk;
  const folder = await prepareFolderOf(options, terminal);
  await createDefaultConfig(folder.config);
  const file = join(folder.config, CONFIG_FILE);
  const loaded = await loadConfig(file, { environment: terminal.env });
  const state = await RadioState.open(folder);
  closing.defer(() => state.flush());
  const radio = await openPoser(options, loaded, state, desk);

  invite(options, desk);
  const paired = await pairWithPhone(radio, {
    clock: systemClock,
    timeoutMs: options.timeout * 1000,
    signal: stop,
    onFailure: onceEach((error) => {
      status.clear();
      complain(terminal, `that did not work, and the next may: ${error.message}`);
    }),
  });
  await state.bonds.flush();
  const phone = keptPhone(paired, state, loaded, options);
  await keepInConfig(file, phone);
  await goOnAddingSensors(loaded, folder);
  const mi32File = await keepInMi32Config(loaded, phone);
  status.clear();
  if (mi32File === undefined) {
    complain(
      terminal,
      'mi32cfg is damaged and was left as it is: the phone is in config.yaml alone',
    );
  }
  await report(phone, paired, options, terminal);
  const kept = await loadConfig(file, { environment: terminal.env });
  const isTaken = await letHubLoad(folder, stop);
  if (isTaken && !options.json) await print(terminal, 'The hub that runs tracks it from now on.');
  return watchPhone(radio, kept, phone, {
    ...desk,
    isJson: options.json ?? false,
    goesOn: options.watch ?? false,
  });
}

/** A phone tries again and again: the same trouble is told once. */
function onceEach(tell: (error: BleError) => void): (error: BleError) => void {
  let last = '';
  return (error) => {
    if (error.message === last) return;
    last = error.message;
    tell(error);
  };
}

async function openPoser(
  { radio: asked, yes, secure, legacy }: EnrollOptions,
  { config }: LoadedConfig,
  state: RadioState,
  { terminal, status, closing }: Desk,
): Promise<PeripheralRadio> {
  const name = asked ?? config.radios[0] ?? 'sim';
  const log = commandLog(terminal, logOutput(terminal, status));
  const person = new TerminalUser(terminal, { yes }, status);
  closing.defer(() => person.close());
  const radio = await openRadio(name, {
    ...(await state.optionsFor([name])),
    log,
    deviceName: POSE_NAME,
    user: pairingUser(person, terminal, yes ?? false),
    security: {
      ...(secure && { secureConnections: 'required' as const }),
      ...(legacy && { secureConnections: 'never' as const }),
    },
    guestLooksFor: POSE_NAME,
  });
  closing.defer(() => radio.close());
  if (isPeripheral(radio)) return radio;
  throw new UsageError(
    `'${name}' only listens: give a radio that can be connected to, such as sim`,
  );
}

/** Whoever waits for phones wants them to pair; without anybody to ask, that is all there is. */
function pairingUser(person: TerminalUser, { stdin }: Terminal, yes: boolean): PairingUser {
  if (!stdin.isTTY && !yes) return {};
  return {
    displayPasskey: (passkey) => person.displayPasskey(passkey),
    confirmNumber: (number, prompt) => person.confirmNumber(number, prompt),
  };
}

function invite({ json }: EnrollOptions, { terminal, status }: Desk): void {
  if (!json) {
    terminal.stderr.write(
      `On the phone, open an app that lists heart-rate sensors, and connect to '${POSE_NAME}'.\nWhen the phone asks whether to pair, agree.\n`,
    );
  }
  status.show('waiting for the phone …');
}

function keptPhone(
  { identity, name: said }: PairedPhone,
  { bonds }: RadioState,
  { config }: LoadedConfig,
  { name: asked, awayAfter }: EnrollOptions,
): KeptPhone {
  const { address, type } = identity;
  const irk = bonds.find(identity)?.peerIrk;
  if (irk === undefined && type === 'random' && randomKindOf(address) !== 'static') {
    throw new CommandError(
      'the phone paired but told no identity key: it cannot be told under its next address',
    );
  }
  const others = Object.entries(config.phones).filter(
    ([, phone]) => phone.address === undefined || phone.address !== formatAddress(address),
  );
  const devices = Object.values(config.devices).flatMap((device) => device.name ?? []);
  const taken = new Set([...others.map(([name]) => name), ...devices]);
  if (asked !== undefined && taken.has(asked)) {
    throw new CommandError(`'${asked}' is the name of something else: give another --name`);
  }
  return {
    name: asked ?? phoneName(said, taken),
    address,
    irk: irk === undefined ? undefined : fromHex(irk),
    awayAfterS: Math.round(awayAfter),
  };
}

async function report(
  { name, address, irk, awayAfterS }: KeptPhone,
  { security }: PairedPhone,
  { json }: EnrollOptions,
  terminal: Terminal,
): Promise<void> {
  const hasIdentityKey = irk !== undefined;
  if (json) {
    const facts = { name, address: formatAddress(address), hasIdentityKey, security, awayAfterS };
    await print(terminal, JSON.stringify(facts));
    return;
  }
  const paint = paintFor(terminal.stdout, terminal.env);
  const enrolled = `${paint('green', 'Enrolled')} ${clean(name)}, ${formatAddress(address)}`;
  await print(terminal, `${enrolled}: ${securityText(security)}`);
  await print(terminal, `Kept in config.yaml and mi32cfg; away after ${awayAfterS} s of silence.`);
}

/** Before it is kept: a configuration that says otherwise starts no hub. */
function checkSilence(seconds: number): void {
  const { shortest, longest } = AWAY_AFTER_S;
  if (Math.round(seconds) >= shortest && Math.round(seconds) <= longest) return;
  throw new UsageError(`--away-after must be from ${shortest} to ${longest} seconds`);
}

function checkName(name: string | undefined): void {
  const problem = name === undefined ? undefined : nameRule(name);
  if (problem !== undefined) throw new UsageError(`--name ${problem}`);
}

// `bluebell pair`: keys that last.

import { UsageError } from '@bluebell/ble/core';
import type { SecurityPolicy } from '@bluebell/ble/smp';
import type { DeviceOptions } from '../device/device-options.ts';
import { withDevice } from '../device/with-device.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { print, type Terminal } from '../terminal.ts';
import { bondJson } from './bond-list.ts';
import { securityText } from './security-text.ts';

/** What `bluebell pair` is told. */
export interface PairOptions extends DeviceOptions {
  /** The passkey that the device shows. */
  readonly passkey?: string | undefined;
  /** Agrees to numbers. */
  readonly yes?: boolean | undefined;
  readonly mitm?: boolean | undefined;
  readonly justWorks?: boolean | undefined;
  /** LE Secure Connections or nothing. */
  readonly secure?: boolean | undefined;
  readonly legacy?: boolean | undefined;
  readonly list?: boolean | undefined;
  readonly forget?: string | undefined;
}

/** Pairs, lists or forgets; gives the exit code. */
export async function pair(
  device: string | undefined,
  options: PairOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  if (options.list || options.forget !== undefined) {
    if (device !== undefined)
      throw new UsageError(`'${device}' is one too many: --list and --forget pair with nobody`);
    const { forgetBond, listBonds } = await import('./bond-list.ts');
    return options.forget === undefined
      ? listBonds(options, terminal)
      : forgetBond(options.forget, options, terminal);
  }
  if (device === undefined) throw new UsageError('whom to pair with? Give an address, or --list');
  return pairWith(device, options, terminal, stop);
}

function pairWith(
  device: string,
  options: PairOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const security = policyFor(options);
  const call = {
    device,
    options,
    terminal,
    stop,
    security,
    answers: options,
    isJustWorks: options.justWorks ?? false,
    isBare: true,
  };
  return withDevice(call, async ({ connection, address, bonds, patience, status }) => {
    status.show(`${device}: pairing …`);
    const reached = await connection.pair({ ...patience, timeoutMs: PAIRING_MS });
    await bonds.flush();
    status.clear();
    const bond = bonds.find(connection.peerIdentity);
    if (options.json) {
      const kept = bond ? bondJson(bond) : { security: reached };
      await print(terminal, JSON.stringify({ address, ...kept, isBonded: bond !== undefined }));
      return ExitCode.ok;
    }
    const paint = paintFor(terminal.stdout, terminal.env);
    await print(terminal, `${paint('green', 'Paired')} with ${address}: ${securityText(reached)}`);
    const kept = bond
      ? `The bond is kept in ${bonds.path}`
      : 'The device keeps no bond: the key is gone with this link';
    await print(terminal, kept);
    return ExitCode.ok;
  });
}

/** People need time to find a passkey and type it in; SMP itself gives up after 30 s of silence. */
const PAIRING_MS = 120_000;

function policyFor({ mitm, justWorks, secure, legacy }: PairOptions): Partial<SecurityPolicy> {
  return {
    ...(mitm && { mitm: 'required' }),
    ...(justWorks && { mitm: 'never' }),
    ...(secure && { secureConnections: 'required' }),
    ...(legacy && { secureConnections: 'never' }),
  };
}

// `bluebell pair --list` and `--forget`: the bonds there are.

import { formatAddress, UsageError } from '@bluebell/ble/core';
import type { Bond } from '@bluebell/ble/smp';
import type { ConfigChoice } from '../config-if-any.ts';
import { CommandError } from '../device/command-error.ts';
import { addressIn } from '../device/find-device.ts';
import { openState } from '../device/open-state.ts';
import { ExitCode } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';
import { securityText } from './security-text.ts';

interface ListOptions extends Pick<ConfigChoice, 'data'> {
  readonly json?: boolean | undefined;
}

/** Prints a line for each bond. No key is shown. */
export async function listBonds(options: ListOptions, terminal: Terminal): Promise<number> {
  const { bonds } = await openState(options.data, terminal);
  const all = [...bonds.all()];
  for (const bond of all) {
    const { address, addressType } = bondJson(bond);
    const line = `${address}  ${addressType}  ${securityText(bond.security)}`;
    await print(terminal, options.json ? JSON.stringify(bondJson(bond)) : line);
  }
  if (all.length === 0 && !options.json) {
    terminal.stderr.write(`No bonds in ${bonds.path}: 'bluebell pair ADDRESS' makes one.\n`);
  }
  return ExitCode.ok;
}

/** Forgets all bonds with an address, public and random. */
export async function forgetBond(
  device: string,
  options: ListOptions,
  terminal: Terminal,
): Promise<number> {
  const address = addressIn(device);
  if (address === undefined)
    throw new UsageError(`'${device}' is not an address such as A4:C1:38:00:00:01`);
  const state = await openState(options.data, terminal);
  const { bonds } = state;
  const found = [...bonds.all()].filter(({ peer }) => peer.address === address);
  if (found.length === 0) {
    throw new CommandError(
      `there is no bond with ${formatAddress(address)} in ${bonds.path}: 'bluebell pair --list' shows those there are`,
    );
  }
  for (const { peer } of found) await state.forget(peer);
  await state.flush();
  if (options.json) for (const bond of found) await print(terminal, JSON.stringify(bondJson(bond)));
  else
    await print(
      terminal,
      `Forgotten: ${formatAddress(address)}. The device may want to forget it too.`,
    );
  return ExitCode.ok;
}

/** A bond as JSON has it: whose it is and how good, no key. */
export function bondJson({ peer, security, peerIrk }: Bond) {
  return {
    address: formatAddress(peer.address),
    addressType: peer.type,
    /** Private addresses of it are known for what they are. */
    hasIdentityKey: peerIrk !== undefined && !/^0*$/.test(peerIrk),
    security,
  };
}

// `bluebell config show`: the settings in force, and where each is from.

import { addressDigits, parseAddress } from '@bluebell/ble/core';
import { type EffectiveSetting, formatSource } from '../../config/index.ts';
import { clean } from '../../plain-text.ts';
import { type ConfigChoice, configIfAny } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { complain, print, type Terminal } from '../terminal.ts';

/** What it is told. */
export interface ShowOptions extends ConfigChoice {
  readonly json?: boolean | undefined;
}

/** Shows all settings, or those at or below a path; gives the exit code. */
export async function configShow(
  path: string | undefined,
  options: ShowOptions,
  terminal: Terminal,
): Promise<number> {
  const { settings } = await configIfAny(options, terminal);
  const shown = settings.filter((setting) => path === undefined || isWithin(setting.path, path));
  if (shown.length === 0) {
    complain(terminal, `nothing is set at '${path}': 'bluebell config show' tells all that is`);
    return ExitCode.failure;
  }
  if (options.json) {
    await print(terminal, JSON.stringify(shown));
    return ExitCode.ok;
  }
  const paint = paintFor(terminal.stdout, terminal.env);
  for (const setting of shown) {
    const where = formatSource(setting.source) || 'default';
    const line = `${setting.path}: ${valueText(setting)}`;
    await print(terminal, `${clean(line)}  ${paint('dim', clean(where))}`);
  }
  return ExitCode.ok;
}

function valueText({ value }: EffectiveSetting): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Addresses may be written in any way. */
function isWithin(path: string, wanted: string): boolean {
  const [whole, part] = [inOneSpelling(path), inOneSpelling(wanted)];
  return whole === part || whole.startsWith(`${part}.`);
}

function inOneSpelling(path: string): string {
  return path.replace(
    /^devices\.([0-9a-f:-]{12,17})(?=\.|$)/i,
    (_, address: string) => `devices.${digits(address)}`,
  );
}

function digits(address: string): string {
  return /^([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i.test(address)
    ? addressDigits(parseAddress(address))
    : address;
}

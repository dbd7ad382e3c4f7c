// `bluebell import`, as it is called.

import { UsageError } from '@bluebell/ble/core';
import type { ImportKind } from '../../import/kinds.ts';
import type { CommandDesk } from '../command-desk.ts';
import type { ImportDevicesOptions } from './import-devices.ts';

const EXAMPLES = `
Examples:
  bluebell import mi32cfg                     a file of Tasmota's MI32 driver
  bluebell import mi32cfg mi32cfg --replace   the same; holds what the file holds, and nothing else
  bluebell import ~/theengsgw.conf            Theengs Gateway: bindkeys and identities
  bluebell import configuration.yaml          Home Assistant with ble_monitor
  bluebell import bedroom.yaml --dry-run      an ESPHome node with sensors of xiaomi_ble

What the file is, is told by what stands in it, or by --from. Names and keys of sensors, and phones, go
into config.yaml, entries of mi32cfg into mi32cfg; what was there before stays beside it, with ~ behind
its name. What is configured already is kept, unless --replace is given. Keys are not printed.
A hub that runs takes it over by itself.
Exit codes: 0 done, 1 nothing of the file can be used, 2 wrong options or configuration, or a file that
cannot be read or is none of these.`;

/** Adds it. */
export function addImportCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('import')
    .description('Takes over sensors, keys and phones from elsewhere.')
    .argument('<file...>', 'the file to read; in front of it may stand what it is, as for --from')
    .option('--from <kind>', 'what the file is: mi32cfg, theengs, ble_monitor or esphome')
    .option('--replace', 'what the file says wins over what is configured')
    .option('--dry-run', 'tells what would be taken, and changes nothing')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], options: ImportCommandOptions) => {
      const { importFile } = await import('./import-file.ts');
      endWith(await importFile(whatIsAsked(names, options.from), options, terminal, stop));
    });
}

interface ImportCommandOptions extends ImportDevicesOptions {
  readonly from?: string | undefined;
}

/** What to read, and as what. */
export interface ImportRequest {
  readonly file: string;
  readonly kind: ImportKind | undefined;
}

/** One word is a file; of two, the first says what it is. */
function whatIsAsked(names: readonly string[], from: string | undefined): ImportRequest {
  const [first = '', second, ...more] = names;
  if (more.length > 0 || (second !== undefined && from !== undefined)) {
    throw new UsageError('one file is taken over at a time: bluebell import FILE');
  }
  const [kind, file] = second === undefined ? [from, first] : [first, second];
  return { file, kind: kind === undefined ? undefined : kindNamed(kind) };
}

/** As people may write them. */
const KINDS: Readonly<Record<string, ImportKind>> = {
  mi32cfg: 'mi32cfg',
  theengs: 'theengs',
  blemonitor: 'ble_monitor',
  esphome: 'esphome',
};

function kindNamed(text: string): ImportKind {
  const name = text.toLowerCase().replace(/[_-]/g, '');
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind) return kind;
  const allowed = Object.values(KINDS).join(', ');
  throw new UsageError(`'${text}' is nothing to import: allowed are ${allowed}`);
}

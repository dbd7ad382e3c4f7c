// `bluebell import mi32cfg` and `bluebell export mi32cfg`, as they are called.

import { UsageError } from '@bluebell/ble/core';
import type { CommandDesk } from '../command-desk.ts';
import type { ExportOptions } from './export-mi32cfg.ts';
import type { ImportOptions } from './import-mi32cfg.ts';

const IMPORT_EXAMPLES = `
Examples:
  bluebell import mi32cfg mi32cfg             adds what a file of Tasmota holds
  bluebell import mi32cfg mi32cfg --replace   holds what the file holds, and nothing else

What was there before stays beside it, as mi32cfg~. A hub that runs adds it at once.
Exit codes: 0 done, 1 nothing of the file can be used, 2 wrong options or configuration.`;

const EXPORT_EXAMPLES = `
Examples:
  bluebell export mi32cfg mi32cfg   for a Tasmota device, keys included: keep it to yourself

Sensors that were heard but not saved are not in it: send MI32Cfg to the hub first.
Exit codes: 0 done, 1 there is nothing to export, 2 wrong options or configuration.`;

const KIND = ['<kind>', 'mi32cfg: the file of Tasmota that holds sensors and keys', kind] as const;

/** Adds it. */
export function addImportCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('import')
    .description('Takes over sensors and keys from elsewhere.')
    .argument(...KIND)
    .argument('<file>', 'the file to read')
    .option('--replace', 'forgets the mi32cfg that was there')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .addHelpText('after', IMPORT_EXAMPLES)
    .action(async (_kind: string, file: string, options: ImportOptions) => {
      const { importMi32Config } = await import('./import-mi32cfg.ts');
      endWith(await importMi32Config(file, options, terminal, stop));
    });
}

/** Adds it. */
export function addExportCommand({ program, terminal, endWith }: CommandDesk): void {
  program
    .command('export')
    .description('Writes sensors and keys for others.')
    .argument(...KIND)
    .argument('<file>', 'the file to write')
    .option('--config <file>', 'the configuration, instead of the one in the data folder')
    .option('--data <folder>', 'where data is kept')
    .addHelpText('after', EXPORT_EXAMPLES)
    .action(async (_kind: string, file: string, options: ExportOptions) => {
      const { exportMi32Config } = await import('./export-mi32cfg.ts');
      endWith(await exportMi32Config(file, options, terminal));
    });
}

function kind(text: string): string {
  if (text === 'mi32cfg') return text;
  throw new UsageError(`'${text}' is nothing to import or export: allowed is mi32cfg`);
}

// `bluebell export mi32cfg`, as it is called.

import { UsageError } from '@bluebell/ble/core';
import type { CommandDesk } from '../command-desk.ts';
import type { ExportOptions } from './export-mi32cfg.ts';

const EXPORT_EXAMPLES = `
Examples:
  bluebell export mi32cfg mi32cfg   for a Tasmota device, keys included: keep it to yourself

Sensors that were heard but not saved are not in it: send MI32Cfg to the hub first.
Exit codes: 0 done, 1 there is nothing to export, 2 wrong options or configuration.`;

const KIND = ['<kind>', 'mi32cfg: the file of Tasmota that holds sensors and keys', kind] as const;

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
  throw new UsageError(`'${text}' is nothing to export: allowed is mi32cfg`);
}

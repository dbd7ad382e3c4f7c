// Files of others: what would be taken, and taking it.

import { UsageError } from '@bluebell/ble/core';
import { mi32FileOf } from '../../../config/mi32-file.ts';
import type { ReadImport } from '../../../import/import-text.ts';
import { importApply, importAsk, importDone, importPreview } from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { inTurn } from '../in-turn.ts';
import type { ConfigFilePort } from '../ports.ts';
import { ApiError, present } from '../reply.ts';

const tag = 'Import';

export const imports = [
  defineEndpoint({
    method: 'POST',
    path: '/import/preview',
    scope: 'admin',
    tag,
    summary:
      'What of a file of Tasmota (mi32cfg), Theengs, ble_monitor or ESPHome would be taken. Nothing is changed.',
    body: importAsk,
    response: importPreview,
    async run({ body: { text, format }, ports }) {
      const { loaded } = present(ports.config, 'A configuration');
      const { readImport } = await import('../../../import/import-text.ts');
      return previewOf(readImport(text, format, loaded, { replaces: false }));
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/import',
    scope: 'admin',
    tag,
    summary: 'Takes a file over: names and keys of sensors, and phones.',
    body: importApply,
    response: importDone,
    async run({ body: { text, format, choices }, ports }) {
      const config = present(ports.config, 'A configuration that can be written');
      const { readImport } = await import('../../../import/import-text.ts');
      const only = choices.devices && new Set(choices.devices);
      return inTurn(config, async () => {
        const read = readImport(text, format, config.loaded, { replaces: choices.replace, only });
        const result = await take(config, read);
        const taken = read.rows.filter((row) => row.taken.length > 0).length;
        return { ...previewOf(read), taken, ...result };
      });
    },
  }),
];

function previewOf({ format, rows, problems }: ReadImport) {
  return { format, rows, problems };
}

async function take(config: ConfigFilePort, read: ReadImport) {
  if (read.format === 'mi32cfg' && read.entries.length > 0) {
    const { mergeMi32Config } = await import('../../../import/merge-mi32cfg.ts');
    // That the file wins is settled by then: entries that it does not have stay all the same.
    await mergeMi32Config(mi32FileOf(config.loaded), read.entries, config.loaded, false).catch(
      (error: unknown) => {
        if (!(error instanceof UsageError)) throw error;
        throw new ApiError(409, 'DAMAGED', error.message);
      },
    );
    return config.reload();
  }
  if (read.changes.length === 0) return { applied: [], restartRequired: [] };
  return config.set(read.changes);
}

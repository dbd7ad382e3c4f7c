// The configuration: what is in force and why, and changing it.

import { ConfigError, type SettingChange } from '../../../config/index.ts';
import {
  configurationChanged,
  configurationPatch,
  configurationSchema,
  configuration as shape,
} from '../../shapes/index.ts';
import { configurationOf, configurationTag } from '../configuration-values.ts';
import { defineEndpoint } from '../endpoint.ts';
import { inTurn } from '../in-turn.ts';
import type { ConfigFilePort } from '../ports.ts';
import { ApiError, present, Reply, requireMatch } from '../reply.ts';

const tag = 'Configuration';
const WHAT = 'A configuration';

export const configuration = [
  defineEndpoint({
    method: 'GET',
    path: '/configuration',
    scope: 'admin',
    tag,
    summary: 'What is in force, and where each value comes from. Secrets are null.',
    response: shape,
    run({ ports }) {
      const config = present(ports.config, WHAT);
      return new Reply(configurationOf(config), { etag: configurationTag(config.loaded) });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/configuration/schema',
    scope: 'admin',
    tag,
    summary:
      'The JSON Schema of the configuration: with a title, what holds at once (x-live) and what after a restart (x-restart).',
    response: configurationSchema,
    async run() {
      const { markedSchema } = await import('../configuration-schema.ts');
      return markedSchema();
    },
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/configuration',
    scope: 'admin',
    tag,
    summary: 'Changes settings in the file, all or none; null takes one back to its default.',
    headers: ['If-Match'],
    body: configurationPatch,
    response: configurationChanged,
    async run({ body: { changes }, ports, header }) {
      const config = present(ports.config, WHAT);
      const wanted = changes.map(({ path, value }) => ({ path, value: value ?? undefined }));
      return inTurn(config, async () => {
        requireMatch(header('if-match'), configurationTag(config.loaded));
        const result = await set(config, wanted);
        return new Reply(result, { etag: configurationTag(config.loaded) });
      });
    },
  }),
];

async function set(config: ConfigFilePort, changes: readonly SettingChange[]) {
  try {
    return await config.set(changes);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const errors = error.problems.slice(0, 50).map(({ path, message, source }) => {
      const at = changes.findIndex((change) => path === change.path.join('.'));
      const isInFile = at < 0 && source.kind === 'file';
      return {
        path: at < 0 ? [path] : ['changes', at, 'value'],
        message: at < 0 && path !== '' ? `${path}: ${message}` : message,
        ...(isInFile && source.line !== undefined && { line: source.line }),
        ...(isInFile && source.column !== undefined && { column: source.column }),
      };
    });
    const [first] = error.problems;
    const detail = first ? `${first.path}: ${first.message}` : 'It is wrong.';
    throw new ApiError(422, 'CONFIG', detail, errors);
  }
}

// docs/config.schema.json: what may stand in the configuration, for editors that complete and check.

import { configJsonSchema } from '@bluebell/hub';
import { type Generated, noticeOf } from './generated.ts';

export const configSchema: Generated = {
  path: 'docs/config.schema.json',
  make: () =>
    JSON.stringify({ $comment: noticeOf('config-schema.ts'), ...configJsonSchema() }, undefined, 2),
};

// Configuration files that nobody would write, for the short test and the long one.

import { TransportError } from '@bluebell/ble/core';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './load.ts';

const KEY = '00112233445566778899aabbccddeeff';

/** How many files, and from which seed: another one each time when left out. */
export interface Hostility {
  readonly files: number;
  readonly seed?: number;
}

/** A configuration comes out, or an error that says where, and never what stands there. */
export async function withstandsFiles({ files, seed }: Hostility): Promise<void> {
  const name = fc.constantFrom(
    'radios',
    'mqtt',
    'broker',
    'devices',
    'phones',
    'mi32cfg',
    'limits',
    'log',
    'url',
    'tls',
    'password',
    'key',
    'irk',
    'name',
    'A4C138000001',
    'port',
    'verify',
    '__proto__',
    'toString',
  );
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(KEY, 'true', '1883', 'sim'),
  );
  const group = fc.dictionary(name, value);
  const config = fc.dictionary(name, fc.oneof(value, group, fc.dictionary(name, group)));
  await fc.assert(
    fc.asyncProperty(
      config,
      fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 2 }))),
      async (config, edits) => {
        let text = JSON.stringify(config, null, 1);
        for (const [at, piece] of edits) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + piece + text.slice(place);
        }
        const outcome = await loadAlone(text).catch((error: unknown) => error);
        if (outcome instanceof ConfigError) expect(outcome.message).not.toContain(KEY);
        else expect(outcome).toHaveProperty('config');
      },
    ),
    { numRuns: files, ...(seed !== undefined && { seed }) },
  );
}

/** Loads a text beside which no other files lie. */
function loadAlone(text: string) {
  return parseConfig(text, 'c.yaml', {
    readFile: (path) => {
      const cause = Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return Promise.reject(new TransportError(`${path} cannot be read`, { cause }));
    },
  });
}

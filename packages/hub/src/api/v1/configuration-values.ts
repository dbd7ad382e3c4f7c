// The configuration in force, as people may see it: no secret, no key, no content of a file.

import { createHmac, randomBytes } from 'node:crypto';
import { type LoadedConfig, Secret, SettingFile, WrittenKey } from '../../config/index.ts';
import { shapeAt } from '../../config/shape.ts';
import type { Configuration } from '../shapes/index.ts';
import type { ConfigFilePort } from './ports.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Another at each start: a tag must not be something that secrets could be guessed by. */
const TAG_KEY = randomBytes(32);

/** All of it. */
export function configurationOf({
  loaded,
  restartRequired,
  problem,
}: ConfigFilePort): Configuration {
  const { config, settings, file } = loaded;
  const secrets: Record<string, boolean> = {};
  // The cast holds: a group of settings becomes an object.
  const values = shown(config, [], secrets) as Configuration['values'];
  return {
    file,
    values,
    sources: Object.fromEntries(settings.map(({ path, source }) => [path, { ...source }])),
    secrets,
    restartRequired: [...restartRequired],
    ...(problem && { problem: problem.message.split('\n')[0] ?? '' }),
  };
}

/** Changes with any setting, secrets too. */
export function configurationTag({ config }: Pick<LoadedConfig, 'config'>): string {
  const hash = createHmac('sha256', TAG_KEY).update(JSON.stringify(config, revealed));
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}

/** For the tag alone. `toJSON` has hidden it already: the holder still has it. */
function revealed(this: unknown, name: string, value: unknown): unknown {
  // The cast holds: JSON.stringify calls with the object that holds the name.
  const held = (this as Readonly<Record<string, unknown>>)[name];
  if (held instanceof Secret) return held.reveal();
  if (held instanceof WrittenKey) return [...held.reveal()];
  if (held instanceof SettingFile) return [held.path, ...held.revealBytes()];
  return value;
}

function shown(value: unknown, path: readonly string[], secrets: Record<string, boolean>): Json {
  if (value instanceof Secret || value instanceof WrittenKey) {
    secrets[path.join('.')] = true;
    return null;
  }
  if (value instanceof SettingFile) return value.path;
  if (Array.isArray(value)) return value.map((item) => shown(item, path, secrets));
  if (typeof value === 'object' && value !== null) {
    const group: Record<string, Json> = {};
    const names = Object.entries(value).filter(([, inner]) => inner !== undefined);
    for (const [name, inner] of names) group[name] = shown(inner, [...path, name], secrets);
    for (const name of secretsOf(path)) {
      if (name in group) continue;
      secrets[[...path, name].join('.')] = false;
      group[name] = null;
    }
    return group;
  }
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? value : null;
}

/** Settings of a group that are secret, whether they are set or not. */
function secretsOf(path: readonly string[]): readonly string[] {
  const properties = shapeAt(path)?.properties ?? {};
  return Object.entries(properties).flatMap(([name, { writeOnly }]) => (writeOnly ? [name] : []));
}

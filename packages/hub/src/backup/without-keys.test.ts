import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../config/index.ts';
import { CLEANERS, SECRET_NAMES } from './without-keys.ts';

describe('SECRET_NAMES', () => {
  it('holds the name of every setting that nobody is to see', () => {
    const names = secretsIn(configJsonSchema());
    expect(names.size).toBeGreaterThan(0);
    expect([...names].filter((name) => !SECRET_NAMES.has(name))).toEqual([]);
  });
});

describe('a configuration without its keys', () => {
  const clean = CLEANERS['config/config.yaml'];

  it.each([
    ['devices: { A: { name: a, key: aabb } }\n', 'devices: { A: { name: a } }\n'],
    ['# 00112233445566778899aabbccddeeff is it\nweb: {}\n', '# (a key) is it\nweb: {}\n'],
    ['mqtt:\n  password: !secret it\n', 'mqtt:\n  password: !secret it\n'],
    ['mqtt:\n  url: mqtts://a:b@c:1/d\n', 'mqtt:\n  url: mqtts://c:1/d\n'],
    ['mqtt:\n  url: mqtt://a:b@c@d:1\n', 'mqtt:\n  url: mqtt://d:1\n'],
    ['', ''],
    ['# mqtt:\n#   url: x\n', '# mqtt:\n#   url: x\n'],
    ['just text\n', 'just text\n'],
  ])('makes of %j what may be seen', (text, cleaned) => {
    expect(clean?.(text).text).toBe(cleaned);
  });
});

/** Names of settings that the schema marks as not to be read. */
function secretsIn(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return names;
  for (const [name, part] of Object.entries(schema)) {
    if (typeof part === 'object' && part !== null && 'writeOnly' in part) names.add(name);
    secretsIn(part, names);
  }
  return names;
}

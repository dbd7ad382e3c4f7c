import { describe, expect, it } from 'vitest';
import type { Repository } from './repository.ts';
import { cycleIn, type ImportTable, importFaults } from './rules.ts';

const TABLE: ImportTable = {
  'ble/core': { may: [], npm: '@noble/', hasFront: true },
  'ble/codec': { may: ['ble/core'], npm: '@noble/', hasFront: true },
  sensors: { may: ['ble/core'] },
  'sensors/virtual': { may: ['sensors', 'ble/core', 'ble/codec'] },
  hub: { may: ['ble/core', 'sensors', 'sensors/virtual'], node: true, npm: '' },
  test: { may: ['hub', 'ble/core'], node: true, npm: '' },
  bench: { may: [], computes: true },
};

const REPOSITORY: Repository = {
  devDependencies: ['vitest'],
  packages: [
    {
      name: '@x/ble',
      folder: 'packages/ble',
      entries: {
        '@x/ble/core': 'packages/ble/src/core/index.ts',
        '@x/ble/core/contract': 'packages/ble/src/core/core.contract.ts',
        '@x/ble/codec': 'packages/ble/src/codec/index.ts',
      },
      dependencies: ['@noble/ciphers'],
    },
    {
      name: '@x/sensors',
      folder: 'packages/sensors',
      entries: {
        '@x/sensors': 'packages/sensors/src/index.ts',
        '@x/sensors/virtual': 'packages/sensors/src/virtual/index.ts',
      },
      dependencies: ['@x/ble'],
    },
    {
      name: '@x/hub',
      folder: 'packages/hub',
      entries: { '@x/hub': 'packages/hub/src/index.ts' },
      dependencies: ['@x/sensors', 'mqtt'],
    },
  ],
};

const CORE = 'packages/ble/src/core/a.ts';
const CODEC = 'packages/ble/src/codec/a.ts';
const SENSOR = 'packages/sensors/src/models/a.ts';
const VIRTUAL = 'packages/sensors/src/virtual/a.ts';
const HUB = 'packages/hub/src/hub.ts';

const ALLOWED: readonly (readonly [path: string, specifier: string])[] = [
  [CORE, './b.ts'],
  [CODEC, '../core/index.ts'],
  [CODEC, '@noble/ciphers/aes.js'],
  ['packages/ble/src/codec/a.test.ts', 'node:fs'],
  ['packages/ble/src/codec/a.test.ts', 'vitest'],
  ['packages/ble/src/codec/a.contract.ts', 'vitest'],
  ['packages/ble/src/codec/a.test.ts', '../core/core.contract.ts'],
  [SENSOR, '../sensor-model.ts'],
  [SENSOR, '@x/ble/core'],
  [VIRTUAL, '../models/a.ts'],
  [VIRTUAL, '@x/ble/codec'],
  [HUB, '@x/sensors'],
  [HUB, '@x/sensors/virtual'],
  [HUB, 'node:fs'],
  [HUB, 'mqtt'],
  [HUB, './sinks/mqtt.ts'],
  [HUB, '../package.json'],
  ['test/a.test.ts', 'mqtt'],
  ['test/a.test.ts', '@x/ble/core/contract'],
  ['test/helped/a.ts', 'vitest'],
];

const REFUSED: readonly (readonly [path: string, specifier: string, fault: string])[] = [
  [CORE, '../codec/index.ts', 'ble/core may not import ble/codec'],
  [CODEC, '../core/hex.ts', 'only index.ts of ble/core is public'],
  [CODEC, '../core', 'does not end in .ts'],
  [CODEC, './b.js', 'does not end in .ts'],
  [CODEC, '../../other.ts', 'leaves packages/ble/src/'],
  [CODEC, '../att/index.ts', 'stands in no layer'],
  [CODEC, '@x/ble/core', 'is this package'],
  [CODEC, 'node:fs', 'no Node here'],
  [CODEC, 'fs', 'takes only @noble/*'],
  [CODEC, 'lodash', 'takes only @noble/*'],
  [CODEC, '@noble/hashes/hmac.js', 'no dependency in packages/ble/package.json'],
  [CODEC, 'vitest', 'takes only @noble/*'],
  [CODEC, './a.test.ts', 'for tests alone'],
  [CODEC, './a.contract.ts', 'for tests alone'],
  [CODEC, '../core/core.contract.ts', 'only index.ts of ble/core is public'],
  ['packages/ble/src/core/a.test.ts', '../codec/a.contract.ts', 'may not import ble/codec'],
  ['packages/ble/src/codec/a.test.ts', '../sim/index.ts', 'stands in no layer'],
  ['packages/ble/src/core/a.test.ts', '../codec/index.ts', 'ble/core may not import ble/codec'],
  ['packages/ble/src/core/a.test.ts', 'lodash', 'takes only @noble/*'],
  [SENSOR, '../virtual/index.ts', 'sensors may not import sensors/virtual'],
  [SENSOR, '../../../ble/src/core/index.ts', 'leaves packages/sensors/src/'],
  [SENSOR, '@x/ble/codec', 'sensors may not import ble/codec'],
  [SENSOR, '@x/ble/core/hex', 'is no entry'],
  [SENSOR, '@x/ble/core/contract', 'for tests alone'],
  [SENSOR, '@x/ble', 'is no entry'],
  [SENSOR, '@x/hub', 'no dependency in packages/sensors/package.json'],
  [SENSOR, '@noble/ciphers/aes.js', 'takes nothing from npm'],
  [HUB, '@x/ble/core', 'no dependency in packages/hub/package.json'],
  [HUB, '../../sensors/src/index.ts', 'leaves packages/hub/src/'],
  [HUB, '../../sensors/package.json', 'does not end in .ts'],
  [HUB, 'zod', 'no dependency in packages/hub/package.json'],
  [HUB, 'fast-check', 'no dependency in packages/hub/package.json'],
  ['test/a.test.ts', '@x/sensors', 'test may not import sensors'],
  ['test/a.test.ts', '../packages/hub/src/hub.ts', 'leaves test/'],
];

describe('importFaults', () => {
  it.each(ALLOWED)('lets %s import %s', (path, specifier) => {
    expect(importFaults(file(path, specifier), TABLE, REPOSITORY)).toEqual([]);
  });

  it.each(REFUSED)('refuses in %s: %s (%s)', (path, specifier, fault) => {
    const [found, ...more] = importFaults(file(path, specifier), TABLE, REPOSITORY);
    expect(found).toContain(`${path}:2: `);
    expect(found).toContain(fault);
    expect(more).toEqual([]);
  });

  it('refuses a file that is in no row', () => {
    expect(importFaults(file('packages/ble/src/new/a.ts', './b.ts'), TABLE, REPOSITORY)).toEqual([
      'packages/ble/src/new/a.ts: stands in no layer of the table',
    ]);
  });

  it('refuses names that are computed, and reference directives', () => {
    const source = '/// <reference types="node" />\nawait import(name);\n';
    expect(importFaults({ path: CODEC, source }, TABLE, REPOSITORY)).toEqual([
      `${CODEC}:1: a reference directive brings in types that the table cannot see`,
      `${CODEC}:2: imports a name that is computed: write it out`,
    ]);
  });
});

describe('importFaults of a runner', () => {
  it('lets it compute what it runs', () => {
    const runner = { path: 'bench/run.ts', source: 'await import(name);' };
    expect(importFaults(runner, TABLE, REPOSITORY)).toEqual([]);
  });
});

describe('cycleIn', () => {
  it('finds no ring in a table without one', () => {
    expect(cycleIn(TABLE)).toBeUndefined();
  });

  it('shows the ring', () => {
    const ring = { a: { may: ['b'] }, b: { may: ['c'] }, c: { may: ['d', 'b'] }, d: { may: [] } };
    expect(cycleIn(ring)).toEqual(['b', 'c', 'b']);
  });
});

function file(path: string, specifier: string) {
  return { path, source: `// A file.\nimport { a } from '${specifier}';\n` };
}

// Who may import whom. A layer that is in no row fails, and so does an import that is in none.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolders, readRepository, sourcesIn, TOP } from './imports/repository.ts';
import { cycleIn, type ImportTable, importFaults, TOP_FOLDERS } from './imports/rules.ts';
import { importsOf } from './imports/specifiers.ts';

/** A layer of the stack: audited crypto is all it takes from others, and `index.ts` all it shows. */
function stack(...may: readonly string[]) {
  return { may: may.map((layer) => `ble/${layer}`), npm: '@noble/', hasFront: true } as const;
}

const BELOW_HOST = 'core codec crypto radio ll hci l2cap att smp gatt gap'.split(' ');

const TABLE_OF_BLE = {
  'ble/core': stack(),
  'ble/codec': stack('core'),
  'ble/crypto': stack('core'),
  'ble/radio': stack('codec', 'core'),
  'ble/ll': stack('codec', 'core'),
  'ble/hci': stack('codec', 'core'),
  'ble/l2cap': stack('hci', 'codec', 'core'),
  'ble/att': stack('codec', 'core'),
  'ble/smp': stack('crypto', 'codec', 'core'),
  'ble/gatt': stack('att', 'radio', 'crypto', 'codec', 'core'),
  'ble/gap': stack('hci', 'radio', 'crypto', 'codec', 'core'),
  'ble/host': stack(...BELOW_HOST),
  /** Never the host: host and controller meet in HCI packets only. */
  'ble/sim': stack('hci', 'll', 'crypto', 'codec', 'core'),
} as const satisfies ImportTable;

const ALL_OF_BLE = Object.keys(TABLE_OF_BLE);
const FOR_SENSORS = ['ble/core', 'ble/codec', 'ble/crypto', 'ble/radio'];
const FOR_HUB = [...ALL_OF_BLE, 'sensors', 'sensors/virtual', 'facades', 'radios'];
const top = { may: [...FOR_HUB, 'hub'], node: true, npm: '' } as const;

const TABLE: ImportTable = {
  ...TABLE_OF_BLE,
  sensors: { may: FOR_SENSORS },
  /** On the air: hosts, their pairing and their errors; `hci` for those that do no more than advertise. */
  'sensors/virtual': {
    may: [
      ...FOR_SENSORS,
      ...['host', 'sim', 'hci', 'att', 'smp'].map((layer) => `ble/${layer}`),
      'sensors',
    ],
  },
  facades: { may: ['ble/core', 'ble/codec', 'ble/radio', 'sensors'] },
  /** The virtual sensors, so that the radio `sim` opens by name. */
  radios: {
    may: [
      ...['core', 'codec', 'radio', 'hci', 'll', 'host', 'sim'].map((layer) => `ble/${layer}`),
      'sensors/virtual',
    ],
    node: true,
    npm: '',
  },
  hub: { may: FOR_HUB, node: true, npm: '' },
  /** What the hub says, as types; the hub itself never gets into the page. */
  web: {
    may: ['ble/core', 'ble/codec', 'ble/radio', 'sensors'],
    mayType: ['hub'],
    npm: '',
    hasStyles: true,
  },
  bench: { ...top, computes: true },
  examples: top,
  scripts: top,
  test: top,
};

describe('imports', () => {
  const repository = readRepository();
  const folders = [...packageFolders().map((folder) => `${folder}/src`), ...TOP_FOLDERS];
  const paths = folders.flatMap(sourcesIn);

  it('finds the sources', () => {
    expect(paths).toContain('packages/ble/src/core/index.ts');
    expect(paths).toContain('test/imports.test.ts');
  });

  it.each(paths)('of %s follow the table', (path) => {
    const source = readFileSync(join(TOP, path), 'utf8');
    expect(importFaults({ path, source }, TABLE, repository)).toEqual([]);
  });

  it('of the command line stand in what starts it, and nowhere else', () => {
    const others = paths.filter(
      (path) =>
        path.startsWith('packages/hub/src/') &&
        !/^packages\/hub\/src\/(cli\/|start\/|main\.ts)|\.(test|contract)\.ts$/.test(path),
    );
    const knowing = others.filter((path) =>
      importsOf(readFileSync(join(TOP, path), 'utf8')).some(({ specifier }) =>
        specifier?.includes('/cli/'),
      ),
    );
    expect(others.length).toBeGreaterThan(100);
    expect(knowing).toEqual([]);
  });

  it('cannot run in a ring', () => {
    expect(cycleIn(TABLE)).toBeUndefined();
  });
});

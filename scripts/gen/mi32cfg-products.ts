// Makes packages/sensors/src/mi32cfg/products.ts: products by id, without what reads their adverts.

import { MODELS, type SensorModel } from '@bluebell/sensors';
import { type Generated, noticeOf } from './generated.ts';

const path = 'packages/sensors/src/mi32cfg/products.ts';

/** The generated file. */
export const mi32cfgProducts: Generated = { path, make };

function make(): string {
  const rows = MODELS.flatMap((model) => pidsOf(model).map((pid) => ({ pid, model })));
  rows.sort((a, b) => a.pid - b.pid || (a.model.id < b.model.id ? -1 : 1));
  return [
    `// ${noticeOf('mi32cfg-products.ts')}`,
    '',
    "import type { Product } from './product.ts';",
    '',
    '/** Every product that has an id, in the order of ids. */',
    'export const PRODUCTS: readonly Product[] = [',
    ...rows.map(({ pid, model }) => `  ${rowOf(pid, model)},`),
    '];',
    '',
  ].join('\n');
}

/** The ids of its frames, and the one that Tasmota made up. */
function pidsOf({ miBeacon = [], tasmota }: SensorModel): readonly number[] {
  return [...new Set([...miBeacon, ...(tasmota ? [tasmota.pid] : [])])];
}

function rowOf(
  pid: number,
  { id, title, maker, key, isKeyOptional, tasmota }: SensorModel,
): string {
  const members = [
    `pid: 0x${pid.toString(16).padStart(4, '0')}`,
    `id: ${JSON.stringify(id)}`,
    `title: ${JSON.stringify(title)}`,
    `maker: ${JSON.stringify(maker)}`,
    `keyBytes: ${key === 'none' ? 0 : key}`,
    ...(isKeyOptional ? ['isKeyOptional: true'] : []),
    ...(tasmota ? [`tasmota: ${JSON.stringify(tasmota.name)}`] : []),
  ];
  return `{ ${members.join(', ')} }`;
}

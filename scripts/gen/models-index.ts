// packages/sensors/src/models/index.ts: the list of all products, from the files beside it.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Generated, noticeOf } from './generated.ts';

const FOLDER = 'packages/sensors/src/models';

/** All that is in the folder but this list itself and the tests is a product. */
const NOT_A_MODEL = /^index\.ts$|\.test\.ts$/;

/** The list for these files of models. Exported for its tests. */
export function modelsIndexOf(files: readonly string[]): string {
  const models = files
    .filter((file) => file.endsWith('.ts') && !NOT_A_MODEL.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .toSorted(likeBiome.compare)
    .map((stem) => ({ stem, name: identifierOf(stem) }));
  return `// ${noticeOf('models-index.ts')}

import type { SensorModel } from '../sensor-model.ts';
${models.map(({ stem, name }) => `import ${name} from './${stem}.ts';`).join('\n')}

/** Every product, in the order of their files. */
export const MODELS: readonly SensorModel[] = [
${models.map(({ name }) => `  ${name},`).join('\n')}
];
`;
}

/** Biome sorts imports by the numbers in them too: `ylkg7` before `ylkg12`. */
const likeBiome = new Intl.Collator('en', { numeric: true });

/** `ms1bb-mi` is imported as `ms1bbMi`. */
function identifierOf(stem: string): string {
  const name = stem.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return /^\d/.test(name) ? `model${name}` : name;
}

export const modelsIndex: Generated = {
  path: `${FOLDER}/index.ts`,
  make: () =>
    modelsIndexOf(readdirSync(fileURLToPath(new URL(`../../${FOLDER}`, import.meta.url)))),
};

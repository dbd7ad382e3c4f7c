// Builds what is installed: `npm run build`, or with the name of another folder than packages/hub/dist.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyPage, sizesOf } from './build/page.ts';
import { buildProgram } from './build/program.ts';

const [folder = fileURLToPath(new URL('../packages/hub/dist', import.meta.url))] =
  process.argv.slice(2);
const { bytes, packages } = await buildProgram(folder);
// To where people look: what npm packs with it may be read by programs.
console.error(
  `${folder}: ${(bytes / 1e6).toFixed(1)} MB, with ${packages.length} packages of others in it`,
);
const page = join(folder, 'web');
await copyPage(page);
console.error(`${page}: ${await sizesOf(page)}`);

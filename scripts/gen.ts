// Writes every generated file: `npm run gen`. With `--check` it writes nothing, names those that
// are stale and exits 1.

import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generated } from './gen/generated.ts';

/** Each is loaded once those before it are written: the packages import the first one's file. */
const GENERATORS: readonly (() => Promise<Generated>)[] = [
  async () => (await import('./gen/models-index.ts')).modelsIndex,
  async () => (await import('./gen/mi32cfg-products.ts')).mi32cfgProducts,
  async () => (await import('./gen/sensors-page.ts')).sensorsPage,
  async () => (await import('./gen/quantities-page.ts')).quantitiesPage,
  async () => (await import('./gen/simulated-home-page.ts')).simulatedHomePage,
  async () => (await import('./gen/configuration-page.ts')).configurationPage,
  async () => (await import('./gen/commands-page.ts')).commandsPage,
  async () => (await import('./gen/requests-page.ts')).requestsPage,
  async () => (await import('./gen/api-page.ts')).apiPage,
  async () => (await import('./gen/topics-page.ts')).topicsPage,
  async () => (await import('./gen/home-assistant-page.ts')).homeAssistantPage,
  async () => (await import('./gen/config-schema.ts')).configSchema,
];

const isCheck = process.argv.includes('--check');

for (const load of GENERATORS) {
  const { path, make } = await load();
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const text = formatted(path, await make());
  if (text === (await readFile(file, 'utf8').catch(() => undefined))) continue;
  if (isCheck) {
    console.error(`${path} is stale: run npm run gen`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`${path} written`);
  }
}

/** What Biome makes of TypeScript and JSON; other text as it is. */
function formatted(path: string, text: string): string {
  if (!/\.(?:ts|json)$/.test(path)) return text;
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${path}`],
    { input: text, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Biome cannot format ${path}: ${stderr}`);
  return stdout;
}

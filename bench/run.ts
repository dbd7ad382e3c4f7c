// Runs the benches: `npm run bench`, or `npm run bench -- private replay` for those with such names.
// Each has a process of its own, so that what one taught the compiler does not slow the next.
// A missed target is shown and is no failure: how fast a machine is, is not up to the code.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SUFFIX = '.bench.ts';

const wanted = process.argv.slice(2);
const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .toSorted();
const chosen = names.filter(
  (name) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
if (chosen.length === 0) {
  console.error(`no bench is named like '${wanted.join(' ')}'; there are: ${names.join(', ')}`);
  process.exitCode = 2;
}
for (const name of chosen) {
  const program = fileURLToPath(new URL('one.ts', folder));
  const bench = new URL(`${name}${SUFFIX}`, folder).href;
  const { status } = spawnSync(process.execPath, [...process.execArgv, program, name, bench], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

// Runs one bench in this process and prints its table. `run.ts` starts it: name, address of the file.

import { type Bench, tableOf } from './harness.ts';

const [name = '', file = ''] = process.argv.slice(2);
// The cast holds for every bench file; the next line catches one that forgot its default export.
const { default: bench } = (await import(file)) as { default?: Bench };
if (typeof bench !== 'function') throw new TypeError(`${file} has no function as default export`);
console.log(tableOf(name, await bench()));

// The licences of what is bundled: they ask to go wherever the code goes.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LICENCE = /^(?:licen[cs]e|copying|notice)/i;

/** One text with the name, the version and the licence of each package. */
export async function notices(top: string, packages: readonly string[]): Promise<string> {
  const parts = await Promise.all(packages.map((folder) => noticeOf(join(top, folder))));
  return [
    'bluebell holds code of the packages below, each under the licence that stands with it.\n',
    ...parts,
  ].join('\n');
}

async function noticeOf(folder: string): Promise<string> {
  // The cast holds as far as npm's own rules for the file do.
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const names = (await readdir(folder)).filter((name) => LICENCE.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const head = `== ${manifest.name} ${manifest.version}, ${manifest.license ?? 'see below'}`;
  return [head, ...texts.map((text) => text.trim()), ''].join('\n\n');
}

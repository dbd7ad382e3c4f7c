// The README's first program must do what the README says it does.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { TOP } from './imports/repository.ts';

const readme = readFileSync(join(TOP, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'bluebell-readme-'));

afterAll(() => rmSync(folder, { recursive: true }));

describe('the first program of the README', () => {
  it('prints what the README says', async () => {
    const [, program = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    const [, command = ''] = /run `node (.*?)`/.exec(readme) ?? [];
    const [, printed = ''] = /prints `(.*?)`/.exec(readme) ?? [];
    symlinkSync(join(TOP, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'first.ts'), program);

    const child = spawn(process.execPath, command.split(' '), {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(await text(child.stdout)).toBe(`${printed}\n`);
  });
});

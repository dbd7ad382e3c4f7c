// Pages must not lead nowhere, and examples must give what stands beside them.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it } from 'vitest';
import { TOP } from './imports/repository.ts';

const PAGES = [
  ...readdirSync(TOP).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(TOP, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe.each(PAGES)('%s', (page) => {
  const lines = read(page);

  it('says in its first line which question it answers, or what it is', () => {
    const [first] = lines.split('\n').filter((line) => line !== '' && !line.startsWith('<!--'));
    expect(first).toMatch(/^# .*\?$|^# bluebell$/);
  });

  it('links to what is there', () => {
    const links = [...lines.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(TOP, dirname(page), link)))).toEqual([]);
  });
});

describe.each([
  { page: 'docs/decode.md', forms: ['decode --jsonl', 'decode --rpa'] },
  { page: 'docs/json.md', forms: ['decode --mac A4:C1:38:00:00:01 --json'] },
])('$page', ({ page, forms }) => {
  const examples = [
    ...read(page).matchAll(/```sh\necho '(.*)' \| npx bluebell (.*)\n```\n\n```json\n(.*)\n```/g),
  ].map(([, line = '', args = '', answer = '']) => ({ line, args, answer }));

  it('has an example of each form', () => {
    expect(examples.map(({ args }) => args)).toEqual(forms);
  });

  it.each(examples)('shows what $args answers', async ({ line, args, answer }) => {
    const child = spawn(process.execPath, [inject('bluebell'), ...args.split(' ')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(`${line}\n`);
    expect(JSON.parse(await text(child.stdout))).toMatchObject(JSON.parse(answer));
  });
});

function read(page: string): string {
  return readFileSync(join(TOP, page), 'utf8');
}

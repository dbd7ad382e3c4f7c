// Pictures of pages, for the documentation: taken when somebody wants new ones.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { TOP } from '../imports/repository.ts';

/** A folder, or `1` for that of the documentation: `BLUEBELL_PICTURES=1 npx vitest run test/browser`. */
const WANTED = process.env.BLUEBELL_PICTURES;

/** Keeps what the page shows, where pictures are wanted. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!WANTED) return;
  const isForDocs = WANTED === '1';
  const folder = isForDocs ? join(TOP, 'docs/images') : WANTED;
  await mkdir(folder, { recursive: true });
  if (!isForDocs) {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    return;
  }
  // A third of the size, and nothing to be seen of it.
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await writeFile(join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
}

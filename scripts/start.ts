// `npm start`: the hub from its sources. Its dashboard is built first where that has to be.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isFresh } from './build/page-stamp.ts';
import { TOP } from './build/top.ts';

if (!isFresh(join(TOP, 'packages/web/dist'))) {
  console.error('building the dashboard');
  // On its own: what builds takes more memory than a hub, and would keep it.
  const args = ['--conditions=source', '--import=tsx', join(TOP, 'scripts/build-page.ts')];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: TOP, encoding: 'utf8' });
  // Sensors are heard without it, and who changes the page sees here what is wrong with it.
  if (status !== 0) console.error(`${stderr}the dashboard could not be built: going on without it`);
}
await import('@bluebell/hub/main');

// Builds the dashboard into packages/web/dist, where a hub that is started from its sources finds it.

import { buildPage, PAGE, sizesOf } from './build/page.ts';

await buildPage();
console.error(`${PAGE}: ${await sizesOf(PAGE)}`);

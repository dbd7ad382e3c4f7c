// The program, started from its sources; `start/installed.ts` starts the one that was built.

import { quietLibraries } from './start/quiet-libraries.ts';

// Hence the late import: libraries look at these variables while they are loaded.
quietLibraries(process.env);
const { main } = await import('./cli/main.ts');
await main();

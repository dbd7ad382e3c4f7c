// The start of what was built: `dist/main.js`. It loads the bundle beside it, and calls it.

import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { CodeCache } from './code-cache.ts';
import { codeFolder } from './code-folder.ts';
import { quietLibraries } from './quiet-libraries.ts';
import { loadBundle } from './run-bundle.ts';

/** Set by the build. The name goes with what the bundle holds. */
declare const BUNDLE_FILE: string;

/** By then a hub has done each of its tasks once, and what is compiled is what the next one needs. */
const WARM_MS = 3_000;

quietLibraries(process.env);

// What is new in memory gets 2 MB, not up to 48: adverts die young, and a hub runs beside other programs.
// The flags of V8 are a part of the key of compiled code, hence before anything is loaded.
setFlagsFromString('--semi-space-growth-factor=1');
// So little of it is cleaned sooner by one thread than others are woken up to help.
setFlagsFromString('--no-parallel-scavenge');

const folder = codeFolder({
  environment: process.env,
  platform: process.platform,
  home: homedir(),
});
const cache = folder === undefined ? undefined : new CodeCache(folder, BUNDLE_FILE);
const { bundle, isFromCache, keepCode } = loadBundle(
  fileURLToPath(new URL(BUNDLE_FILE, import.meta.url)),
  cache,
);
// Other commands end too soon, and have compiled too little.
if (process.argv[2] === 'run' && !isFromCache) setTimeout(keepCode, WARM_MS).unref();
await bundle.main();

// The page and the tools that also stand alone. All addresses are relative: it may stand under any path.

import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    // What it adds is an inline script in old browsers alone, and our policy allows none.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: here('./index.html'),
        importer: here('./importer.html'),
        qr: here('./qr.html'),
      },
    },
  },
});

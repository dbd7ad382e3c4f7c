#!/usr/bin/env node
// Starts bluebell: the bundle where it was installed, the sources where it was cloned.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/main.js', import.meta.url);
const source = new URL('../src/main.ts', import.meta.url);

// Where there are sources, a bundle may be older than they are.
if (existsSync(source)) runSource();
else await import(bundle.href);

/** Sources need conditions and a loader that only the start of a process can set: hence a child. */
function runSource() {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      // By its place: the current folder may be any, with or without a tsx of its own.
      `--import=${import.meta.resolve('tsx')}`,
      fileURLToPath(source),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const passOn = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);

  child.once('error', (error) => {
    console.error(`bluebell could not start ${process.execPath}: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    for (const name of signals) process.off(name, passOn);
    // Ends the way the child did, so that a shell sees 130 after an unhandled Ctrl-C.
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

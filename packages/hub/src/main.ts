// The program: `bluebell run`, `replay`, `decode`.

// Libraries print what they work with when a variable asks them to: tokens of the configuration with
// all its keys (yaml: LOG_STREAM, LOG_TOKENS), packets with the password (mqtt: DEBUG). Such a variable
// may well be meant for another program. It goes before any of them is loaded, hence the late import.
for (const name of ['LOG_STREAM', 'LOG_TOKENS', 'DEBUG']) delete process.env[name];
const { main } = await import('./cli/main.ts');
await main();

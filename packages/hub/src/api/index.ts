// The web server of the hub: its routes, and who may use them.

export { readWebFile, removeWebFile, writeWebFile } from './web-file.ts';
export { startWeb, type WebOptions, type WebServer } from './web-server.ts';

// What goes over the API, as schemas and as types. Nothing here needs Node: the page uses it too.

export * from './access.ts';
export * from './backup.ts';
export * from './command.ts';
export * from './configuration.ts';
export * from './demo.ts';
export * from './device.ts';
export * from './diagnosis.ts';
export * from './history.ts';
export * from './homekit.ts';
export * from './hub.ts';
export * from './import.ts';
export * from './key.ts';
export * from './live.ts';
export * from './packet.ts';
export * from './phone.ts';
export * from './problem.ts';
export * from './text.ts';

// Commands: one table, for MQTT, HTTP, the command line and rules.

export type { Command, CommandExample } from './command.ts';
export { type Answer, CommandDispatcher, type DispatcherParts } from './dispatcher.ts';
export { OPTION_MEANINGS } from './mi32-option.ts';
export type * from './ports.ts';
export { SET_OPTIONS } from './set-option.ts';
export { type StartedCommands, startCommands } from './start-commands.ts';
export { COMMANDS } from './table.ts';

// What the bundle holds: the whole program, for `installed.ts` to call.

export { main } from '../cli/main.ts';

// Adverts taken apart field by field, for people who want to see what was on the air.

export { type DissectOptions, dissect } from './dissect.ts';
export type { FramePart } from './frame-part.ts';

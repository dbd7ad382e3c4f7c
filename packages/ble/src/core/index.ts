// What every layer may use: addresses, UUIDs, hex, errors, time, log.

export * from './address.ts';
export * from './call-options.ts';
export * from './clock.ts';
export * from './errors.ts';
export * from './hex.ts';
export * from './log.ts';
export * from './tally.ts';
export * from './uuid.ts';
export type * from './value-of.ts';
export * from './virtual-clock.ts';

// The seam between everything that reaches the air and everything that uses it.

export * from './ad-structures.ts';
export { Advert, type AdvertFacts } from './advert.ts';
export { AdvertQueue } from './advert-queue.ts';
export type { Radio, ScanOptions } from './radio.ts';

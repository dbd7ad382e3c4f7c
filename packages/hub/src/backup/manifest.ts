// What a backup says of itself: the first file of the archive.

import * as z from 'zod';

/** The name of that file. */
export const MANIFEST = 'manifest.json';

/** The version of the archive's form. */
const FORMAT = 1;

/** More than any hub has: an archive that says more is none of ours. */
const MOST_FILES = 10_000;
const MOST_BYTES = 50e9;

/** A part of the archive, and of the data folder. */
export const PARTS = ['config', 'state', 'history'] as const;
/** One of them. */
export type Part = (typeof PARTS)[number];

/** No way leads out of a part: no `..`, no hidden files, nothing but plain names. */
const PATH = /^(config|state|history)(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){1,4}$/;

const fileEntry = z.strictObject({
  path: z.string().regex(PATH),
  bytes: z.int().min(0).max(MOST_BYTES),
  /** Of its content, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/** One file of the archive. */
export type FileEntry = z.output<typeof fileEntry>;

/** No file is named twice, and all of them together have an end. */
export const manifestSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    product: z.literal('bluebell'),
    version: z.string().max(64),
    /** When it was made: ISO 8601, UTC. */
    time: z.string().max(64),
    /** Whether keys and passwords are in it. */
    hasKeys: z.boolean(),
    hasHistory: z.boolean(),
    /** What was taken out where they are not: `config.yaml: mqtt.password`. */
    removed: z.array(z.string().max(500)).max(MOST_FILES),
    files: z.array(fileEntry).min(1).max(MOST_FILES),
  })
  .refine(({ files }) => new Set(files.map(({ path }) => path.toLowerCase())).size === files.length)
  .refine(({ files }) => files.reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_BYTES);
/** What stands in it. */
export type Manifest = z.output<typeof manifestSchema>;

/** Everything but the files. */
export function manifestOf(facts: Omit<Manifest, 'format' | 'product'>): Manifest {
  return { format: FORMAT, product: 'bluebell', ...facts };
}

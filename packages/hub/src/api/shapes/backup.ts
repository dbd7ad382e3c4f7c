// Backups that the hub made of itself.

import * as z from 'zod';
import { time } from './text.ts';

/** What an archive is called: nothing that could lead out of its folder. */
export const backupFile = z
  .string()
  .regex(/^(?!\.)[\w.-]{1,128}\.tar\.gz$/)
  .meta({ examples: ['bluebell-20260131T120000Z.tar.gz'] });

/** An archive. */
export const backupItem = z
  .strictObject({ file: backupFile, bytes: z.int(), time })
  .meta({ id: 'BackupItem' });
export type BackupItem = z.infer<typeof backupItem>;

/** The newest first. */
export const backupList = z.strictObject({ items: z.array(backupItem) });
export type BackupList = z.infer<typeof backupList>;

/** What goes in. */
export const backupAsk = z.strictObject({
  keys: z.boolean().default(false).describe('with keys and passwords'),
  history: z.boolean().default(false).describe('with the history'),
});
export type BackupAsk = z.input<typeof backupAsk>;

/** What was made, and what was left out: passwords, keys. */
export const backupMade = backupItem
  .extend({ removed: z.array(z.string()) })
  .meta({ id: 'BackupMade' });
export type BackupMade = z.infer<typeof backupMade>;

/** What became of one that was to be deleted. */
export const backupDeleted = z.strictObject({ file: backupFile, deleted: z.boolean() });
export type BackupDeleted = z.infer<typeof backupDeleted>;

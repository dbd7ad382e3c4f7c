// Files of others that are taken over: what would be taken, and what was.

import * as z from 'zod';

/** What a file can be. */
export const importFormat = z.enum(['mi32cfg', 'theengs', 'ble_monitor', 'esphome']);
export type ImportFormat = z.infer<typeof importFormat>;

/** Files are bounded. */
export const LARGEST_IMPORT = 1024 * 1024;

/** A text, and what it is. */
export const importAsk = z.strictObject({
  text: z.string().max(LARGEST_IMPORT),
  format: z.enum(['auto', ...importFormat.options]).default('auto'),
});
export type ImportAsk = z.input<typeof importAsk>;

/** One device of a file. A key is never shown. */
export const importRow = z
  .strictObject({
    device: z.string().describe('its address, or where it stands where it has none'),
    kind: z.enum(['sensor', 'phone']),
    name: z.string(),
    hasKey: z.boolean(),
    taken: z.array(z.string()).describe('what is taken: `name`, `key`, `phone`, `entry`'),
    left: z.array(z.string()).describe('what is not, and why'),
    isKnown: z.boolean().describe('something of it is configured already'),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof importRow>;

/** What is wrong with a file, and where. */
export const importProblem = z.strictObject({
  message: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
});
export type ImportProblem = z.infer<typeof importProblem>;

/** What would be taken. `format` is absent where nobody can tell what the text is. */
export const importPreview = z
  .strictObject({
    format: importFormat.optional(),
    rows: z.array(importRow),
    problems: z.array(importProblem),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof importPreview>;

/** What to take. */
export const importChoices = z.strictObject({
  replace: z.boolean().default(false).describe('whether the file wins over what is configured'),
  devices: z
    .array(z.string().max(256))
    .max(10_000)
    .optional()
    .describe('only rows with one of these as `device`; default: all'),
});
export const importApply = importAsk.extend({ choices: importChoices.prefault({}) });
export type ImportApply = z.input<typeof importApply>;

/** What was taken. */
export const importDone = importPreview
  .extend({
    taken: z.int(),
    applied: z.array(z.string()),
    restartRequired: z.array(z.string()),
  })
  .meta({ id: 'ImportDone' });
export type ImportDone = z.infer<typeof importDone>;

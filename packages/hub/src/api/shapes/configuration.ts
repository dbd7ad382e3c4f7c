// The configuration as the page edits it: values with their sources, and never a secret.

import * as z from 'zod';

/** Where a value comes from. */
export const settingSource = z.strictObject({
  kind: z.enum(['default', 'file', 'environment', 'flag']),
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  variable: z.string().optional(),
  flag: z.string().optional(),
});
export type SettingSource = z.infer<typeof settingSource>;

/** All that is in force. */
export const configuration = z
  .strictObject({
    file: z.string(),
    values: z
      .record(z.string(), z.unknown())
      .describe('as the file has them, defaults included; secrets are null'),
    sources: z
      .record(z.string(), settingSource)
      .describe('by path: `mqtt.url`, `devices.A4:C1:38:00:00:01.name`'),
    secrets: z.record(z.string(), z.boolean()).describe('by path: whether the secret is set'),
    restartRequired: z.array(z.string()),
    problem: z.string().optional().describe('why the file as it is on the disk is not in force'),
  })
  .meta({ id: 'Configuration' });
export type Configuration = z.infer<typeof configuration>;

/** The JSON Schema of it, with `title`, `x-restart` or `x-live`, and `x-unit` at each setting. */
export const configurationSchema = z.record(z.string(), z.unknown());
export type ConfigurationSchema = z.infer<typeof configurationSchema>;

/** One setting; `null` takes it out of the file, back to its default. */
export const settingChange = z.strictObject({
  path: z.array(z.string().min(1).max(4096)).min(1).max(8),
  value: z.union([
    z.string().max(65_536),
    z.number(),
    z.boolean(),
    z.array(z.union([z.string().max(4096), z.number(), z.boolean()])).max(64),
    z.null(),
  ]),
});
export type SettingChangeItem = z.infer<typeof settingChange>;
export const configurationPatch = z.strictObject({
  changes: z.array(settingChange).min(1).max(256),
});
export type ConfigurationPatch = z.infer<typeof configurationPatch>;

/** What holds from now on, and what after a restart. */
export const configurationChanged = z.strictObject({
  applied: z.array(z.string()),
  restartRequired: z.array(z.string()),
});
export type ConfigurationChanged = z.infer<typeof configurationChanged>;

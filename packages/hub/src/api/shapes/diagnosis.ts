// What the doctor says, and what the log told of.

import * as z from 'zod';
import { time } from './text.ts';

/** One thing that was found. */
export const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(['fault', 'warning', 'note', 'good']),
  text: z.string(),
  nextStep: z.string().optional(),
});
export type FindingItem = z.infer<typeof finding>;

/** A problem of the log. */
export const problemItem = z.strictObject({
  time: time.nullable(),
  level: z.string(),
  code: z.string(),
  message: z.string(),
});
export type ProblemItem = z.infer<typeof problemItem>;

/** The last problems, the newest last. */
export const problemList = z.strictObject({ items: z.array(problemItem) });
export type ProblemList = z.infer<typeof problemList>;

/** What the doctor says of the hub, or of one sensor, the worst first. */
export const diagnosis = z
  .strictObject({
    sensor: z.string().optional().describe('address of the sensor that was asked about'),
    name: z.string().optional(),
    cause: z.string().describe('code of what keeps values away'),
    findings: z.array(finding),
  })
  .meta({ id: 'Diagnosis' });
export type DiagnosisItem = z.infer<typeof diagnosis>;

// What went wrong, as RFC 9457 has it.

import * as z from 'zod';

/** What is wrong with one field. */
export const fieldProblem = z.strictObject({
  path: z.array(z.union([z.string(), z.number()])).describe('`["changes", 0, "value"]`'),
  message: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
});
export type FieldProblem = z.infer<typeof fieldProblem>;

/** `application/problem+json`. */
export const problemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence that a user can act on'),
    instance: z.string(),
    code: z.string().describe('stable: programs compare it'),
    errors: z.array(fieldProblem).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof problemDocument>;

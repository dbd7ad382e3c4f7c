// Commands as Tasmota has them, and the requests of the bridge.

import * as z from 'zod';

/** A command, with what a line editor needs to complete it. */
export const commandItem = z
  .strictObject({
    name: z.string().describe('as it is typed: `MI32Option`'),
    summary: z.string(),
    args: z.string().describe('the argument in words; empty for none'),
    index: z.string().optional().describe('what digits behind the name mean'),
    example: z.string().optional(),
    examples: z.array(z.strictObject({ send: z.string(), answers: z.string() })),
  })
  .meta({ id: 'CommandItem' });
export type CommandItem = z.infer<typeof commandItem>;
export const commandList = z.strictObject({ items: z.array(commandItem) });
export type CommandList = z.infer<typeof commandList>;

/** A line as it is typed: `MI32Option2 1`. */
export const commandLine = z.strictObject({ line: z.string().trim().min(1).max(8192) });
export type CommandLineAsk = z.infer<typeof commandLine>;

/** Each message that answers it: the last part of its topic, and what it says. */
export const commandAnswers = z
  .strictObject({
    answers: z.array(z.strictObject({ topic: z.string(), json: z.unknown() })),
  })
  .meta({ id: 'CommandAnswers' });
export type CommandAnswers = z.infer<typeof commandAnswers>;

/** Requests of the bridge. */
export const requestList = z.strictObject({
  items: z.array(z.strictObject({ name: z.string(), summary: z.string() })),
});
export type RequestList = z.infer<typeof requestList>;

/** What one answers. */
export const requestAnswer = z.strictObject({
  status: z.literal('ok'),
  data: z.unknown(),
  transaction: z.unknown().optional(),
});
export type RequestDone = z.infer<typeof requestAnswer>;

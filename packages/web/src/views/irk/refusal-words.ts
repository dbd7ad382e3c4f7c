// Why the hub refused a phone, as a sentence.

import { ApiProblem } from '../../app/index.ts';

/** The hub names the field and says what is wrong with it; what names no field is about the name. */
export function refusalWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return error instanceof Error ? error.message : String(error);
  const [fault] = error.errors;
  if (!fault || error.status !== 422) return error.message;
  const what = fault.path.at(-1) === 'irk' ? 'The identity key' : 'The name';
  const words = `${what} ${fault.message}`;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

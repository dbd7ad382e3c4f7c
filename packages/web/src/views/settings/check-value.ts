// Looks at a value before it is sent: the hub has the last word, but need not be asked for this.

import type { Json, Setting, Shape } from './schema.ts';

/** What is wrong with a value, to be read under its field; `undefined` where nothing is. */
export function problemOf(
  { shape, kind, unit }: Setting,
  value: Json | undefined,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (kind) {
    case 'number':
      return numberProblem(shape, value, unit);
    case 'text':
    case 'secret':
      return typeof value === 'string' ? textProblem(shape, value) : 'Must be a text';
    case 'select':
      return shape.enum?.some((choice) => choice === value)
        ? undefined
        : `Must be one of ${shape.enum?.join(', ')}`;
    case 'texts':
      return listProblem(shape, value);
    case 'switch':
    case 'entries':
    case 'pairs':
    case 'shown':
      return undefined;
  }
}

/** The same for what an entry of a collection is called. */
export function nameProblem(
  shape: Shape,
  name: string,
  taken: readonly string[],
): string | undefined {
  if (name === '') return 'Must not be empty';
  if (taken.includes(name)) return 'Is there already';
  return textProblem(shape.propertyNames ?? {}, name);
}

function numberProblem({ type, minimum, maximum }: Shape, value: Json, unit: string | undefined) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Must be a number';
  if (type === 'integer' && !Number.isInteger(value)) return 'Must be a whole number';
  const behind = unit === undefined ? '' : ` ${unit}`;
  if (minimum !== undefined && value < minimum) return `Must be at least ${minimum}${behind}`;
  if (maximum !== undefined && value > maximum) return `Must be at most ${maximum}${behind}`;
  return undefined;
}

function textProblem({ minLength, maxLength, pattern, example }: Shape, text: string) {
  if (minLength !== undefined && text.length < minLength) {
    return minLength === 1 ? 'Must not be empty' : `Needs at least ${minLength} characters`;
  }
  if (maxLength !== undefined && text.length > maxLength)
    return `Must have at most ${maxLength} characters, and has ${text.length}`;
  if (pattern !== undefined && !matches(pattern, text)) {
    const such = typeof example === 'string' ? `, such as ${example}` : '';
    return `Does not look right${such}`;
  }
  return undefined;
}

/** A pattern that this browser does not know says nothing: the hub looks at it again. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

function listProblem({ items = {}, maxItems }: Shape, value: Json): string | undefined {
  if (!Array.isArray(value)) return 'Must be a list';
  if (maxItems !== undefined && value.length > maxItems) return `At most ${maxItems} lines`;
  for (const [at, line] of value.entries()) {
    const problem = typeof line === 'string' ? textProblem(items, line) : 'Must be a text';
    if (problem !== undefined) return `Line ${at + 1}: ${problem}`;
  }
  return undefined;
}

// JSON of strangers: messages, files.

/** Levels of objects and arrays in each other: more than anybody writes, and few enough to write them again. */
const DEEPEST = 256;

/**
 * What a text holds; `undefined`, which JSON has no word for, where it is no JSON, or so deep that whoever
 * walks through it, as `JSON.stringify` does, would run out of stack.
 */
export function parsedJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  // Each level has an end, too.
  if (text.length <= 2 * DEEPEST) return false;
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  for (const sign of text) {
    if (isEscaped) isEscaped = false;
    else if (sign === '"') isInText = !isInText;
    else if (isInText) isEscaped = sign === '\\';
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

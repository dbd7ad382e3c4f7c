// JSON of strangers: messages, files.

/** What a text holds; `undefined`, which JSON has no word for, where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

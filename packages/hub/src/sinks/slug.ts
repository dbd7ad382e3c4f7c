// Names that people gave, as parts of keys and ids.

/** Letters, digits and underscores alone, accents folded: empty where nothing of that is left. */
export function slugOf(name: string, mostCharacters: number): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, mostCharacters);
}

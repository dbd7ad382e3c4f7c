// Looks for pieces of keys in what was printed, for tests.

/** A piece of this many digits is too much; fewer may be there by chance. */
const PIECE = 8;

/** Every piece of a key that stands in a text, in any case, with or without marks between bytes. */
export function leaksOf(text: string, keys: readonly string[]): readonly string[] {
  const searched = [text, text.replace(/[\s:,-]|0x/g, '')].map((one) => one.toLowerCase());
  return keys
    .flatMap((key) => piecesOf(key.toLowerCase()))
    .filter((piece) => {
      return searched.some((one) => one.includes(piece));
    });
}

function piecesOf(key: string): readonly string[] {
  const count = Math.max(1, key.length - PIECE + 1);
  return Array.from({ length: count }, (_, start) => key.slice(start, start + PIECE));
}

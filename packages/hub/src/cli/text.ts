// Text in the columns of a terminal, and its colours.

import stringWidth from 'string-width';
import { clean } from '../plain-text.ts';

/** Colours and weights of a terminal, by their SGR number. ECMA-48, 8.3.117. */
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** One of the styles. */
export type Style = keyof typeof STYLES;

/** Dresses text up, or leaves it plain where colour is not wanted. */
export type Paint = (style: Style, text: string) => string;

/** The painter for a stream: plain unless it is a terminal and `NO_COLOR` is not set. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const isPlain = !stream.isTTY || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return isPlain ? (_, text) => text : (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Text that fills exactly `width` columns: filled up with blanks, or cut with `…`. */
export function fit(text: string, width: number): string {
  const safe = clean(text);
  const missing = width - stringWidth(safe);
  if (missing >= 0) return safe + ' '.repeat(missing);
  let cut = '';
  let used = 0;
  for (const { segment } of graphemes.segment(safe)) {
    const columns = stringWidth(segment);
    if (used + columns > width - 1) break;
    cut += segment;
    used += columns;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - used))}`;
}

/** The same, but the end is kept: of a path that is the part that tells. */
export function fitEnd(text: string, width: number): string {
  const safe = clean(text);
  if (stringWidth(safe) <= width) return fit(safe, width);
  const segments = [...graphemes.segment(safe)].map(({ segment }) => segment);
  let cut = '';
  for (const segment of segments.toReversed()) {
    if (stringWidth(segment + cut) > width - 1) break;
    cut = segment + cut;
  }
  return fit(`…${cut}`, width);
}

/** Text in lines of at most `width` columns, broken between words. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of clean(text).split(' ')) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line !== undefined && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** How many columns text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

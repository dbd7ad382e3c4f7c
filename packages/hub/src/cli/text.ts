// Text in the columns of a terminal.

import stringWidth from 'string-width';
import { clean } from '../plain-text.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Text that fills exactly `width` columns: filled up with blanks, or cut with `…`. */
export function fit(text: string, width: number): string {
  const safe = clean(text);
  const missing = width - widthOf(safe);
  if (missing >= 0) return safe + ' '.repeat(missing);
  let cut = '';
  let used = 0;
  for (const { segment } of graphemes.segment(safe)) {
    const columns = widthOf(segment);
    if (used + columns > width - 1) break;
    cut += segment;
    used += columns;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - used))}`;
}

/** The same, but the end is kept: of a path that is the part that tells. */
export function fitEnd(text: string, width: number): string {
  const safe = clean(text);
  if (widthOf(safe) <= width) return fit(safe, width);
  const segments = [...graphemes.segment(safe)].map(({ segment }) => segment);
  let cut = '';
  for (const segment of segments.toReversed()) {
    if (widthOf(segment + cut) > width - 1) break;
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
    if (line !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Text of which each character takes one column: nearly all that is printed. */
const SIMPLE = /^[ -~]*$/;

/** How many columns text takes. */
export function widthOf(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(text);
}

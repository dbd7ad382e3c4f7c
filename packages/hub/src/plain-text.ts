// Makes text safe to print: what comes from the air, from files or from users moves no cursor.

/** Line breaks and tabs: what stands on both sides of them stays apart. */
const GAPS = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;

/** Controls, marks that turn the writing direction, and code points that nobody has given a meaning. */
const INVISIBLE = /\p{C}/gu;

/** Marks above and below a letter: two are writing, more are a tower over the lines around it. */
const TOWERS = /(\p{M}{2})\p{M}+/gu;

/** Text that stays on its line and moves nothing. */
export function clean(text: string): string {
  return text.replace(GAPS, ' ').replace(INVISIBLE, '').replace(TOWERS, '$1');
}

/** Local time, as a person at this machine reads it: `17:03:59`. */
export function timeOfDay(timeMs: number): string {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8);
}

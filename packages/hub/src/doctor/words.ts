// Spans of time and numbers, as people say them.

import { spanOf } from '../span-text.ts';

/** `3 minutes`; time to come is none. */
export function timeText(ms: number): string {
  const { count, name } = spanOf(Math.max(0, ms));
  return countText(count, name);
}

/** `3 minutes ago`. A time to come, as after a jump of the clock, is `just now`. */
export function agoText(ms: number): string {
  return ms < 1_000 ? 'just now' : `${timeText(ms)} ago`;
}

/** `1 radio`, `2 radios` */
export function countText(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** Words of others as a sentence: it begins with a capital, and ends with a full stop. */
export function sentence(text: string): string {
  return ended(text.charAt(0).toUpperCase() + text.slice(1));
}

/** The end of a sentence, whatever its beginning is. */
export function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

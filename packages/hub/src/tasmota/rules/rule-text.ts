// How rules are written: `ON trigger DO command ENDON`, or BREAK in the place of ENDON, as often as one
// likes. Tasmota's rules, documented at tasmota.github.io/docs/Rules.

import { parseTrigger, type Trigger } from './trigger.ts';

/** One rule of a set. */
export interface Rule {
  readonly trigger: Trigger;
  /** A command line; `%value%` in it stands for what triggered it. */
  readonly command: string;
  /** Whether the rules behind it are left out once it fired. */
  readonly isLast: boolean;
}

/** The rules of a set, empty text giving none; `undefined` where it does not follow the form. */
export function parseRules(text: string): readonly Rule[] | undefined {
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    word: word.toUpperCase(),
    start: index,
    end: index + word.length,
  }));
  /** Where a word comes next; its place, or -1. */
  const find = (wanted: readonly string[], from: number) =>
    words.findIndex(({ word }, index) => index >= from && wanted.includes(word));
  const between = (first: number, behind: number) =>
    text.slice(words[first]?.start, words[behind - 1]?.end);

  const rules: Rule[] = [];
  for (let at = 0; at < words.length; ) {
    const action = find(['DO'], at);
    const end = find(['ENDON', 'BREAK'], action);
    const isWhole = words[at]?.word === 'ON' && action > at + 1 && end > action + 1;
    const trigger = isWhole ? parseTrigger(between(at + 1, action)) : undefined;
    if (!trigger) return undefined;
    rules.push({
      trigger,
      command: between(action + 1, end),
      isLast: words[end]?.word === 'BREAK',
    });
    at = end + 1;
  }
  return rules;
}

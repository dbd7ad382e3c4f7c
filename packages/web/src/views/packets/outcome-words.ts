// What became of an advert, in words.

import { NO_SENSOR } from './packet-log.ts';

type Tone = 'good' | 'warn' | 'bad' | 'quiet';

const WORDS: Readonly<Record<string, { readonly text: string; readonly tone: Tone }>> = {
  news: { text: 'News', tone: 'good' },
  repeat: { text: 'Repeat', tone: 'quiet' },
  ignored: { text: 'Ignored', tone: 'quiet' },
  unreadable: { text: 'Nothing in it', tone: 'quiet' },
  not_added: { text: 'Not added', tone: 'warn' },
  missing_key: { text: 'Needs a key', tone: 'warn' },
  auth_failed: { text: 'Wrong key', tone: 'bad' },
  bad_key_length: { text: 'Key too short or long', tone: 'bad' },
  replay: { text: 'Replayed', tone: 'bad' },
  downgrade: { text: 'In the clear', tone: 'bad' },
  damaged: { text: 'Damaged', tone: 'bad' },
  [NO_SENSOR]: { text: 'No sensor', tone: 'quiet' },
};

/** All, in the order of the list. */
export const OUTCOMES: readonly string[] = Object.keys(WORDS);

/** The word for one; what is not known is said as it came. */
export function outcomeWord(outcome: string | undefined): {
  readonly text: string;
  readonly tone: Tone;
} {
  const key = outcome ?? NO_SENSOR;
  const known = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  return known ?? { text: key.replaceAll('_', ' '), tone: 'quiet' };
}

// What a client listens to, as far as it may.

import { type LiveTopic, liveTopic, MOST_TOPICS } from '../shapes/live.ts';

/** What those get who do not say. */
export const USUAL_TOPICS: readonly LiveTopic[] = ['devices', 'health'];

/** What strangers near the home send, and what the hub says of itself, is the admin's. */
const FOR_ADMINS: ReadonlySet<string> = new Set(['adverts', 'log']);

/** Longer than all topics together. */
const LONGEST_LIST = 512;

/** Reads `devices,frames:A4C138000001`; `undefined` where a word is no topic, or there are too many. */
export function topicsIn(text: string | null | undefined): readonly LiveTopic[] | undefined {
  if (text === null || text === undefined) return USUAL_TOPICS;
  if (text.length > LONGEST_LIST) return undefined;
  const words = text.split(',').filter((word) => word !== '');
  return words.length <= MOST_TOPICS && words.every(isTopic) ? words : undefined;
}

/** Those that somebody with such scopes may listen to, each once. */
export function allowedTopics(
  topics: readonly LiveTopic[],
  scopes: readonly string[],
): ReadonlySet<LiveTopic> {
  const isAdmin = scopes.includes('admin');
  return new Set(topics.filter((topic) => isAdmin || !FOR_ADMINS.has(topic)));
}

/** Whether a text is one. */
export function isTopic(text: string): text is LiveTopic {
  return liveTopic.safeParse(text).success;
}

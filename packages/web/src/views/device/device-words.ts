// What a device page says of its device in words.

import type { Tone } from '../../kit/index.ts';
import { spanText } from '../../live/format-value.ts';
import type { DeviceItem } from '../../live/messages.ts';

/** A state and how good it is. */
export interface StateWords {
  readonly text: string;
  readonly tone: Tone;
  /** A sentence more. */
  readonly why: string;
}

/** What a device is called: by people, by itself, by its maker, by its address. */
export function nameOf({ name, localName, model, address }: DeviceItem): string {
  return name || localName?.trim() || (model ? `${model} ${address.slice(-5)}` : address);
}

/** Whether it is there. */
export function stateOf({ kind, isHome, isOnline, lastSeen, intervalS }: DeviceItem): StateWords {
  if (kind === 'phone') {
    if (isHome === undefined) return { text: 'Not heard yet', tone: 'quiet', why: NEVER };
    return isHome
      ? { text: 'At home', tone: 'good', why: 'It was heard lately.' }
      : { text: 'Away', tone: 'quiet', why: 'It was not heard for a while.' };
  }
  if (lastSeen === undefined) return { text: 'Not heard yet', tone: 'quiet', why: NEVER };
  if (isOnline === false) {
    return { text: 'Silent', tone: 'warn', why: 'It was not heard as often as it should be.' };
  }
  if (isOnline === undefined) {
    const why = 'It speaks when something happens, so that silence says nothing.';
    return { text: 'Heard', tone: 'quiet', why };
  }
  const often = intervalS === undefined ? '' : ` about every ${intervalWords(intervalS)}`;
  return { text: 'Online', tone: 'good', why: `It is heard${often}.` };
}

const NEVER = 'The hub has not heard it since it knows of it.';

/** A learnt interval: `2.5 s`, `10 min`. */
export function intervalWords(seconds: number): string {
  if (seconds >= 10) return spanText(Math.round(seconds));
  return `${Math.round(seconds * 10) / 10} s`;
}

/** What became of a packet. */
export const OUTCOMES: Readonly<Record<string, { readonly text: string; readonly tone: Tone }>> = {
  news: { text: 'News', tone: 'good' },
  repeat: { text: 'Repeat', tone: 'quiet' },
  ignored: { text: 'Ignored', tone: 'quiet' },
  unreadable: { text: 'Not understood', tone: 'warn' },
  not_added: { text: 'Not added', tone: 'quiet' },
  missing_key: { text: 'Needs its key', tone: 'warn' },
  auth_failed: { text: 'Wrong key', tone: 'bad' },
  bad_key_length: { text: 'Key of the wrong length', tone: 'bad' },
  replay: { text: 'Old recording', tone: 'bad' },
  downgrade: { text: 'In the clear', tone: 'bad' },
  damaged: { text: 'Damaged', tone: 'warn' },
};

/** Bars of a signal, 0 to 4, and a word for it. */
export function signalWords(rssiDbm: number): string {
  if (rssiDbm >= -60) return 'excellent';
  if (rssiDbm >= -70) return 'good';
  if (rssiDbm >= -80) return 'fair';
  return rssiDbm >= -90 ? 'weak' : 'very weak';
}

// The packets of a device as they come: the newest first, bounded, and held still while somebody reads.

import type { LiveFrame } from '@bluebell/hub/api';

/** More are not kept. */
export const MOST_FRAMES = 200;

/** A packet, and its running number on this page. */
export interface NumberedFrame extends LiveFrame {
  readonly number: number;
}

/** What is shown, and what waits behind a pause. */
export interface FrameList {
  readonly shown: readonly NumberedFrame[];
  readonly waiting: readonly NumberedFrame[];
  readonly isPaused: boolean;
  /** How many came in all. */
  readonly count: number;
  /** How many the hub left out, since they came too fast. */
  readonly dropped: number;
}

/** Nothing came yet. */
export const NO_FRAMES: FrameList = {
  shown: [],
  waiting: [],
  isPaused: false,
  count: 0,
  dropped: 0,
};

/** With packets that just came, the oldest of them first. */
export function withFrames(list: FrameList, frames: readonly LiveFrame[]): FrameList {
  if (frames.length === 0) return list;
  const numbered = frames
    .map((frame, i): NumberedFrame => ({ ...frame, number: list.count + i + 1 }))
    .toReversed();
  const count = list.count + frames.length;
  const bounded = (before: readonly NumberedFrame[]) =>
    [...numbered, ...before].slice(0, MOST_FRAMES);
  return list.isPaused
    ? { ...list, count, waiting: bounded(list.waiting) }
    : { ...list, count, shown: bounded(list.shown) };
}

/** With a word of the hub that it left some out. */
export function withDropped(list: FrameList, count: number): FrameList {
  return { ...list, dropped: list.dropped + count };
}

/** Holds still, or shows all that waits. */
export function paused(list: FrameList, isPaused: boolean): FrameList {
  if (isPaused) return { ...list, isPaused };
  const shown = [...list.waiting, ...list.shown].slice(0, MOST_FRAMES);
  return { ...list, isPaused, shown, waiting: [] };
}

/** Away with what was shown; numbers go on. */
export function cleared(list: FrameList): FrameList {
  return { ...list, shown: [], waiting: [], dropped: 0 };
}

/** What a packet says in a line: of its AD structures, those that say more than a name or flags. */
export function summaryOf({ parts }: Pick<LiveFrame, 'parts'>): string {
  const said = parts.filter(({ depth, value }) => depth === 0 && value !== '');
  const telling = said.filter(({ name }) => /data|name|URI/.test(name));
  const best = (telling.length > 0 ? telling : said).map(({ value }) => value);
  return best.join(' · ');
}

// The text that is edited, and the texts before it. All in memory: it holds keys.

import { useState } from 'react';

/** Steps back that are kept, and the characters that they may take together. */
const MOST_STEPS = 50;
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** A text with its past. */
export interface TextHistory {
  readonly text: string | undefined;
  readonly set: (text: string) => void;
  /** Absent when there is nothing to go back to. */
  readonly undo: (() => void) | undefined;
}

/** The past with one more text; the oldest go where there are too many. */
export function withStep(past: readonly string[], text: string): readonly string[] {
  const next = [...past, text].slice(-MOST_STEPS);
  let room = MOST_CHARACTERS;
  const first = next.findLastIndex((each) => {
    room -= each.length;
    return room < 0;
  });
  return next.slice(first + 1);
}

/** A text that can be taken back. */
export function useTextHistory(): TextHistory {
  const [state, setState] = useState<{ readonly past: readonly string[]; readonly text?: string }>({
    past: [],
  });
  const { past, text } = state;
  const before = past.at(-1);
  return {
    text,
    set: (next) =>
      setState((old) =>
        old.text === next
          ? old
          : { past: old.text === undefined ? [] : withStep(old.past, old.text), text: next },
      ),
    undo:
      before === undefined ? undefined : () => setState({ past: past.slice(0, -1), text: before }),
  };
}

// Toothbrushes: started, ended, and how well it was done.

import { type Facet, type Kind, type Senses, type Statement, someSeconds } from '../facet.ts';

/** More often than anybody brushes: a day of teeth in an hour. */
const PAUSE_S = [900, 1800] as const;
const BRUSHING_S = [90, 150] as const;
const SCORES = [55, 98] as const;

/** Somebody brushes their teeth. */
export const toothbrush: Kind = (senses, random) =>
  senses.has('toothbrush') ? toothbrushFacet(senses, random.integer(1, 200)) : undefined;

function toothbrushFacet(senses: Senses, firstCounter: number): Facet {
  let counter = firstCounter;
  const started = (): Statement => ({
    values: {
      toothbrush: true,
      ...(senses.has('toothbrushCounter') && { toothbrushCounter: counter }),
    },
  });
  const ended = (score: number): Statement => ({
    values: { toothbrush: false, ...(senses.has('score') && { score }) },
  });
  return {
    introduce: () => [started(), ended(SCORES[1])],
    live({ clock, random, say }) {
      const brush = () => {
        counter = (counter + 1) % 256;
        say(started());
        clock.after(someSeconds(random, BRUSHING_S), () => {
          say(ended(random.integer(...SCORES)));
          clock.after(someSeconds(random, PAUSE_S), brush);
        });
      };
      clock.after(someSeconds(random, PAUSE_S), brush);
    },
  };
}

// Buttons and remote controls: somebody presses one of the keys.

import { everySoOften, type Kind } from '../facet.ts';

const PAUSE_S = [60, 420] as const;

/** What people do to a key: most presses are plain ones. */
const PRESSES = ['press', 'press', 'press', 'double_press', 'long_press'] as const;

/** All keys of a sensor, told apart by the source of their events. */
export const button: Kind = (senses) => {
  const keys = [...senses].filter((name) => /^button(_|$)/.test(name));
  const [first] = keys;
  if (first === undefined) return undefined;
  return {
    introduce: () => [{ event: { source: first, type: 'press' } }],
    live(stage) {
      const { random, say } = stage;
      everySoOften(stage, PAUSE_S, () => {
        const source = random.pick(keys) ?? first;
        say({ event: { source, type: random.pick(PRESSES) ?? 'press' } });
      });
    },
  };
};

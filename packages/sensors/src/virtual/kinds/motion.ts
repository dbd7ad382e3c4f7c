// Motion sensors: somebody moves; then, if the sensor can tell, nobody does for so long.

import type { Cancel } from '@bluebell/ble/core';
import type { Values } from '../../quantities.ts';
import { type Facet, type Kind, type Stage, someSeconds, valuesFrom } from '../facet.ts';
import { courseOf } from '../signals.ts';

const PAUSE_S = [40, 400] as const;

/** Seconds of quiet that sensors report. */
const QUIET_S = [120, 300, 600, 1200, 1800] as const;

/** Some send the light along with every motion. */
const LIGHT = ['light', 'illuminance'] as const;

/** Somebody walks by now and then. */
export const motion: Kind = (senses, random) => {
  if (!senses.has('motion')) return undefined;
  const light = LIGHT.filter((name) => senses.has(name));
  const courses = light.map((name) => [name, courseOf(name, random)] as const);
  const movedAt = (nowMs: number): Values => ({
    motion: true,
    ...valuesFrom(courses.map(([name, at]) => [name, at?.(nowMs)])),
  });
  return motionFacet(movedAt, senses.has('noMotionTime'));
};

function motionFacet(movedAt: (nowMs: number) => Values, tellsQuiet: boolean): Facet {
  return {
    introduce: (nowMs) => [
      { values: movedAt(nowMs) },
      ...(tellsQuiet ? [{ values: quietFor(QUIET_S[0]) }] : []),
    ],
    live(stage) {
      const { clock, random, say } = stage;
      const walkBy = () => {
        say({ values: movedAt(clock.now()) });
        const quiet = tellsQuiet ? waitForQuiet(stage) : [];
        clock.after(someSeconds(random, PAUSE_S), () => {
          for (const cancel of quiet) cancel();
          walkBy();
        });
      };
      clock.after(someSeconds(random, PAUSE_S), walkBy);
    },
  };
}

/** Reports quiet step by step, until somebody moves. */
function waitForQuiet({ clock, say }: Stage): readonly Cancel[] {
  return QUIET_S.map((seconds) =>
    clock.after(seconds * 1000, () => say({ values: quietFor(seconds) })),
  );
}

function quietFor(noMotionTime: number): Values {
  return { motion: false, noMotionTime };
}

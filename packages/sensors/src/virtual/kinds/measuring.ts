// What is there all the time and only changes: temperature, soil, air, battery.

import type { Values } from '../../quantities.ts';
import { everySoOften, type Facet, type Kind, type Stage, valuesFrom } from '../facet.ts';
import { courseOf } from '../signals.ts';

/** What changes in weeks is told rarely. */
const SLOW: ReadonlySet<string> = new Set(['battery', 'voltage', 'consumable']);

const FAST_PAUSE_S = [25, 50] as const;
const SLOW_PAUSE_S = [300, 600] as const;

/** So often all fast quantities are told at once, else one of them. */
const ALL_AT_ONCE = 0.4;

type Course = readonly [name: string, at: (timeMs: number) => number | boolean];

/** Thermometers, plant sensors, air monitors; and the battery of every sensor. */
export const measuring: Kind = (senses, random) => {
  const courses = [...senses].flatMap((name): Course[] => {
    const at = courseOf(name, random);
    return at ? [[name, at]] : [];
  });
  if (courses.length === 0) return undefined;
  return measuringFacet(courses);
};

function measuringFacet(courses: readonly Course[]): Facet {
  const slow = courses.filter(([name]) => SLOW.has(name));
  const fast = courses.filter(([name]) => !SLOW.has(name));
  return {
    introduce: (nowMs) => [{ values: valuesOf(courses, nowMs) }],
    live(stage) {
      if (fast.length > 0)
        everySoOften(stage, FAST_PAUSE_S, () => tell(stage, someOf(fast, stage)));
      if (slow.length > 0) everySoOften(stage, SLOW_PAUSE_S, () => tell(stage, slow));
    },
  };
}

function someOf(courses: readonly Course[], { random }: Stage): readonly Course[] {
  const one = random.chance(ALL_AT_ONCE) ? undefined : random.pick(courses);
  return one ? [one] : courses;
}

function tell({ clock, say }: Stage, courses: readonly Course[]): void {
  say({ values: valuesOf(courses, clock.now()) });
}

function valuesOf(courses: readonly Course[], nowMs: number): Values {
  return valuesFrom(courses.map(([name, at]) => [name, at(nowMs)]));
}

// Scales: somebody steps on, stands still, and steps off.

import type { Values } from '../../quantities.ts';
import { everySoOften, type Facet, type Kind, type Senses, valuesFrom } from '../facet.ts';
import type { SeededRandom } from '../random.ts';

/** More often than anybody should: something is to be seen. */
const PAUSE_S = [300, 1200] as const;

const SETTLING_MS = 3000;
const STANDING_MS = 8000;

/** The people of the house. */
const PEOPLE = [
  { profileId: 1, mass: 61.2, impedance: 512, heartRate: 68 },
  { profileId: 2, mass: 78.6, impedance: 468, heartRate: 74 },
] as const;

/** Measured after the rest, and told apart from it. */
const HIGH_FREQUENCY: Values = { profileId: 1, impedanceHigh: 421 };

/** Bathroom scales. Some tell only the result, others the way to it too. */
export const scale: Kind = (senses, random) => {
  if (!senses.has('mass')) return undefined;
  return scaleFacet(senses, weighing(PEOPLE[0], random));
};

function scaleFacet(senses: Senses, first: Values): Facet {
  const only = (values: Values) =>
    valuesFrom(Object.entries(values).filter(([name]) => senses.has(name)));
  return {
    introduce: () => [
      { values: only(first) },
      ...(senses.has('impedanceHigh') ? [{ values: only(HIGH_FREQUENCY) }] : []),
    ],
    live(stage) {
      const { clock, random, say } = stage;
      everySoOften(stage, PAUSE_S, () => {
        const result = weighing(random.pick(PEOPLE) ?? PEOPLE[0], random);
        const { massUnstabilized = 0 } = result;
        if (senses.has('stabilized')) {
          say({ values: only({ stabilized: false, removed: false, massUnstabilized }) });
        }
        clock.after(SETTLING_MS, () => {
          say({ values: only(result) });
          if (senses.has('impedanceHigh')) say({ values: only(HIGH_FREQUENCY) });
        });
        if (!senses.has('removed')) return;
        clock.after(SETTLING_MS + STANDING_MS, () => say({ values: only({ removed: true }) }));
      });
    },
  };
}

/** What a person weighs today. */
function weighing(person: (typeof PEOPLE)[number], random: SeededRandom): Values {
  const { profileId, impedance, heartRate } = person;
  const mass = Math.round((person.mass + random.between(-0.6, 0.6)) * 20) / 20;
  return {
    mass,
    massUnstabilized: mass,
    massUnit: 'kg',
    stabilized: true,
    removed: false,
    profileId,
    heartRate,
    impedance,
    impedanceLow: impedance,
  };
}

// Contacts on doors and windows.

import type { Values } from '../../quantities.ts';
import {
  type Facet,
  type Kind,
  type Senses,
  type Stage,
  someSeconds,
  valuesFrom,
} from '../facet.ts';

/** A door has one contact; what it is called depends on the format. */
const NAMES = ['opening', 'door', 'window', 'garageDoor'] as const;

const CLOSED_FOR_S = [120, 900] as const;
const OPEN_FOR_S = [8, 60] as const;

/** So often somebody forgets to close it, and the sensor says so a little later. */
const FORGOTTEN = 0.1;
const LEFT_OPEN_AFTER_S = [60, 120] as const;

/** A door that people go through. Locks move doors of their own. */
export const door: Kind = (senses) => {
  const name = NAMES.find((known) => senses.has(known));
  return name === undefined || senses.has('locked') ? undefined : doorFacet(name, senses);
};

function doorFacet(name: (typeof NAMES)[number], senses: Senses): Facet {
  const canBeLeftOpen = senses.has('doorLeftOpen');
  const open = valuesFrom([[name, true]]);
  const leftOpen: Values = { ...open, doorLeftOpen: true };
  const closed = valuesFrom(
    [name, 'doorLeftOpen', 'forciblyRemoved']
      .filter((one) => senses.has(one))
      .map((one) => [one, false]),
  );
  const live = (stage: Stage) => {
    const { clock, random, say } = stage;
    const close = () => {
      say({ values: closed });
      live(stage);
    };
    const opens = () => {
      say({ values: open });
      if (!canBeLeftOpen || !random.chance(FORGOTTEN)) {
        clock.after(someSeconds(random, OPEN_FOR_S), close);
        return;
      }
      clock.after(someSeconds(random, LEFT_OPEN_AFTER_S), () => {
        say({ values: leftOpen });
        clock.after(someSeconds(random, OPEN_FOR_S), close);
      });
    };
    clock.after(someSeconds(random, CLOSED_FOR_S), opens);
  };
  return { introduce: () => [{ values: closed }], live };
}

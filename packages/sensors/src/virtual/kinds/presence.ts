// Presence sensors, seats and beds: somebody is there, and for how long.

import type { NumberQuantity, Values } from '../../quantities.ts';
import {
  everySoOften,
  type Facet,
  type Kind,
  type Senses,
  someSeconds,
  valuesFrom,
} from '../facet.ts';

const OCCUPIED_FOR_S = [180, 1800] as const;
const EMPTY_FOR_S = [120, 1200] as const;
const DURATION_PAUSE_S = [55, 65] as const;

/** How products count the time in either state: what each is counted in, in milliseconds. */
const DURATIONS: Partial<Record<NumberQuantity, { whileOccupied: boolean; unitMs: number }>> = {
  occupancyDurationMinutes: { whileOccupied: true, unitMs: 60_000 },
  vacancyDurationMinutes: { whileOccupied: false, unitMs: 60_000 },
  pressurePresentDuration: { whileOccupied: true, unitMs: 1000 },
  pressureNotPresentDuration: { whileOccupied: false, unitMs: 1000 },
};

/** Somebody comes and goes. */
export const presence: Kind = (senses) =>
  senses.has('occupancy') ? presenceFacet(senses) : undefined;

function presenceFacet(senses: Senses): Facet {
  const near = (isOccupied: boolean): Values =>
    senses.has('occupancyCloseRange') ? { occupancyCloseRange: isOccupied } : {};
  const durations = Object.entries(DURATIONS).filter(([name]) => senses.has(name));
  const lasted = (isOccupied: boolean, elapsedMs: number): Values =>
    valuesFrom(
      durations
        .filter(([, { whileOccupied }]) => whileOccupied === isOccupied)
        .map(([name, { unitMs }]) => [name, Math.floor(elapsedMs / unitMs)]),
    );
  return {
    introduce: () => [
      { values: { occupancy: false, ...near(false) } },
      { values: { ...lasted(true, 0), ...lasted(false, 0) } },
    ],
    live(stage) {
      const { clock, random, say } = stage;
      let isOccupied = false;
      let sinceMs = clock.steady();
      const change = () => {
        isOccupied = !isOccupied;
        sinceMs = clock.steady();
        say({ values: { occupancy: isOccupied, ...near(isOccupied) } });
        clock.after(someSeconds(random, isOccupied ? OCCUPIED_FOR_S : EMPTY_FOR_S), change);
      };
      clock.after(someSeconds(random, EMPTY_FOR_S), change);
      if (durations.length === 0) return;
      everySoOften(stage, DURATION_PAUSE_S, () => {
        say({ values: lasted(isOccupied, clock.steady() - sinceMs) });
      });
    },
  };
}

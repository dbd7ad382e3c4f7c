// What is mostly one way and now and then the other: leaks, smoke, plugs, sleep.

import type { BooleanQuantity } from '../../quantities.ts';
import {
  type Facet,
  type Kind,
  type Range,
  type Stage,
  someSeconds,
  valuesFrom,
} from '../facet.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long it is false and how long true, in seconds. */
interface Spell {
  readonly off: Range;
  readonly on: Range;
}

/** Trouble comes seldom, and is over in minutes. */
const TROUBLE: Spell = { off: [6 * HOUR, 24 * HOUR], on: [2 * MINUTE, 6 * MINUTE] };
const NOW_AND_THEN: Spell = { off: [10 * MINUTE, HOUR], on: [MINUTE, 20 * MINUTE] };
const NIGHTLY: Spell = { off: [14 * HOUR, 17 * HOUR], on: [6 * HOUR, 9 * HOUR] };

const SPELLS: Partial<Record<BooleanQuantity, Spell>> = {
  waterLeak: TROUBLE,
  bottomSubmersion: TROUBLE,
  topSplash: TROUBLE,
  wet: TROUBLE,
  smoke: TROUBLE,
  carbonMonoxide: TROUBLE,
  gasDetected: TROUBLE,
  batteryLow: TROUBLE,
  tamper: TROUBLE,
  vibration: NOW_AND_THEN,
  sound: NOW_AND_THEN,
  plug: NOW_AND_THEN,
  powerOn: NOW_AND_THEN,
  running: NOW_AND_THEN,
  asleep: NIGHTLY,
  snoring: NOW_AND_THEN,
  wearing: NOW_AND_THEN,
};

/** Leak sensors, smoke detectors, plugs, beds, bands. */
export const switching: Kind = (senses) => {
  const spells = Object.entries(SPELLS).filter(([name]) => senses.has(name));
  return spells.length > 0 ? switchingFacet(spells) : undefined;
};

function switchingFacet(spells: readonly (readonly [string, Spell])[]): Facet {
  return {
    introduce: () => spells.map(([name]) => ({ values: valuesFrom([[name, false]]) })),
    live(stage) {
      for (const [name, spell] of spells) takeTurns(stage, name, spell, false);
    },
  };
}

function takeTurns(stage: Stage, name: string, spell: Spell, isOn: boolean): void {
  const { clock, random, say } = stage;
  clock.after(someSeconds(random, isOn ? spell.on : spell.off), () => {
    say({ values: valuesFrom([[name, !isOn]]) });
    takeTurns(stage, name, spell, !isOn);
  });
}

// All sides that a virtual sensor can have.

import type { Facet, Kind, Senses } from '../facet.ts';
import type { SeededRandom } from '../random.ts';
import { button } from './button.ts';
import { dimmer } from './dimmer.ts';
import { door } from './door.ts';
import { lock } from './lock.ts';
import { measuring } from './measuring.ts';
import { motion } from './motion.ts';
import { presence } from './presence.ts';
import { scale } from './scale.ts';
import { switching } from './switching.ts';
import { toothbrush } from './toothbrush.ts';

const KINDS: readonly Kind[] = [
  door,
  motion,
  presence,
  switching,
  button,
  dimmer,
  lock,
  toothbrush,
  scale,
  measuring,
];

/** The sides of a sensor that reports these quantities and events. */
export function facetsOf(senses: Senses, random: SeededRandom): readonly Facet[] {
  return KINDS.flatMap((kind) => kind(senses, random) ?? []);
}

// Where the rooms of the simulated home are, in metres from the middle of its hall.

import type { SeededRandom } from './random.ts';

/** From and to. */
type Span = readonly [from: number, to: number];

/** A box: x goes east, y north, z up from the floor. */
interface Box {
  readonly x: Span;
  readonly y: Span;
  readonly z: Span;
}

/** Where things stand in a room: on the floor, on tables, on shelves. */
const FLOOR: Span = [0.2, 1.8];

const BOXES = {
  Hall: { x: [-1, 1], y: [-2, 2], z: FLOOR },
  Stairs: { x: [-1, 1], y: [2, 4], z: [0, 2.5] },
  'Living room': { x: [1, 6], y: [0, 5], z: FLOOR },
  Balcony: { x: [6, 7.5], y: [0, 5], z: FLOOR },
  Kitchen: { x: [1, 5], y: [-4, 0], z: FLOOR },
  Study: { x: [-5, -1], y: [2, 5], z: FLOOR },
  Bedroom: { x: [-5, -1], y: [-1, 2], z: FLOOR },
  Nursery: { x: [-5, -1], y: [-4, -1], z: FLOOR },
  Bathroom: { x: [-1, 1], y: [-4, -2], z: FLOOR },
  Cellar: { x: [-5, 5], y: [-4, 5], z: [-2.8, -1.2] },
  Attic: { x: [-5, 5], y: [-4, 5], z: [3, 4.5] },
  Garden: { x: [7, 14], y: [-10, -4], z: [0, 1] },
  Shed: { x: [13, 15], y: [-12, -10], z: FLOOR },
  'with Robin': { x: [1, 6], y: [0, 5], z: FLOOR },
  'next door': { x: [9, 15], y: [6, 11], z: FLOOR },
} as const satisfies Readonly<Record<string, Box>>;

/** A room, or what people answer when they are asked where something is. */
export type Room = keyof typeof BOXES;

/** In metres, as the air takes it. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Where a hub hears most: in the middle of the hall, on a cupboard. */
export const MIDDLE: Spot = { x: 0, y: 0, z: 1.2 };

/** Somewhere in a room. */
export function spotIn(room: Room, random: SeededRandom): Spot {
  const { x, y, z }: Box = BOXES[room];
  return { x: random.between(...x), y: random.between(...y), z: random.between(...z) };
}

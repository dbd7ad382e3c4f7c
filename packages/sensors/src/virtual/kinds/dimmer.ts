// Knobs and cubes: turned left and right, some of them pressed.

import type { SensorEvent } from '../../measurement.ts';
import { everySoOften, type Kind, type Stage, someSeconds } from '../facet.ts';

const PAUSE_S = [90, 480] as const;
const STEP_PAUSE_S = [0.8, 1.5] as const;

/** So often a knob is pressed instead of turned. */
const PRESSED = 0.25;

/** One movement of the hand. */
export const dimmer: Kind = (senses) => {
  const source = ['dimmer', 'cube'].find((name) => senses.has(name));
  if (source === undefined) return undefined;
  return {
    introduce: () => [{ event: turn(source, 'rotate_right', 1) }],
    live(stage) {
      everySoOften(stage, PAUSE_S, () => {
        if (source === 'dimmer' && stage.random.chance(PRESSED)) press(stage);
        else turnFurther(stage, source);
      });
    },
  };
};

/** A cube has no steps: it lies on another side, or it does not. */
function turn(source: string, type: string, steps: number): SensorEvent {
  return source === 'cube' ? { source, type } : { source, type, steps };
}

function press({ random, say }: Stage): void {
  const event: SensorEvent = random.chance(0.3)
    ? { source: 'dimmer', type: 'long_press', seconds: random.integer(1, 3) }
    : { source: 'dimmer', type: 'press', count: random.integer(1, 2) };
  say({ event });
}

/** A turn is told bit by bit, while it lasts. */
function turnFurther({ clock, random, say }: Stage, source: string): void {
  const type = random.chance(0.5) ? 'rotate_left' : 'rotate_right';
  const next = (left: number) => {
    say({ event: turn(source, type, random.integer(1, 3)) });
    if (left > 1) clock.after(someSeconds(random, STEP_PAUSE_S), () => next(left - 1));
  };
  next(source === 'cube' ? 1 : random.integer(1, 4));
}

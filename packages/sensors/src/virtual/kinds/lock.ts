// Door locks: people come home and leave, and the lock tells all of it.

import type { SensorEvent } from '../../measurement.ts';
import { type Facet, type Kind, type Senses, type Statement, someSeconds } from '../facet.ts';

const PAUSE_S = [300, 1800] as const;
const STEP_S = [2, 8] as const;

/** Fingers that the lock knows; the numbers are the lock's own. */
const FINGERS = [0x8000_0001, 0x8000_0002, 0x8000_0003] as const;

/** So often a finger is not known at first. */
const STRANGE_FINGER = 0.15;
const UNKNOWN_FINGER = 0xffff_ffff;

/** The lock of a front door. */
export const lock: Kind = (senses) => (senses.has('lock') ? lockFacet(senses) : undefined);

function lockFacet(senses: Senses): Facet {
  return {
    introduce: (nowMs) =>
      [
        operated('lock_inside', { locked: true }, 'automatic', 0, nowMs),
        operated('anti_lock_off', { antiLock: false }, 'manual', 0, nowMs),
        operated('child_lock_off', { childLock: false }, 'manual', 0, nowMs),
        moved('closed', nowMs),
        touched(FINGERS[0], 'match_successful'),
        { values: { armedRaw: 0 } },
      ].filter(({ values }) => Object.keys(values ?? {}).every((name) => senses.has(name))),
    live({ clock, random, say }) {
      const comeHome = () => {
        const keyId = random.pick(FINGERS) ?? FINGERS[0];
        const steps: ((nowMs: number) => Statement)[] = [
          ...(random.chance(STRANGE_FINGER) ? [() => touched(UNKNOWN_FINGER, 'match_failed')] : []),
          () => touched(keyId, 'match_successful'),
          (nowMs) => operated('unlock_outside', { locked: false }, 'biometrics', keyId, nowMs),
          (nowMs) => moved('open', nowMs),
          (nowMs) => moved('closed', nowMs),
          (nowMs) => operated('lock_inside', { locked: true }, 'automatic', 0, nowMs),
        ];
        const next = () => {
          const step = steps.shift();
          if (step) say(step(clock.now()));
          if (steps.length > 0) clock.after(someSeconds(random, STEP_S), next);
          else clock.after(someSeconds(random, PAUSE_S), comeHome);
        };
        next();
      };
      clock.after(someSeconds(random, PAUSE_S), comeHome);
    },
  };
}

function operated(
  type: string,
  values: NonNullable<Statement['values']>,
  method: string,
  keyId: number,
  nowMs: number,
): Statement {
  return { values, event: { source: 'lock', type, method, keyId, timestamp: seconds(nowMs) } };
}

function moved(type: 'open' | 'closed', nowMs: number): Statement {
  const event: SensorEvent = { source: 'door', type, timestamp: seconds(nowMs) };
  return type === 'open'
    ? { values: { door: true }, event }
    : { values: { door: false, doorLeftOpen: false }, event };
}

function touched(keyId: number, type: string): Statement {
  return { event: { source: 'fingerprint', type, keyId } };
}

/** The clock of the lock. */
function seconds(nowMs: number): number {
  return Math.floor(nowMs / 1000);
}

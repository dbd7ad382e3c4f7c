// How a radio is doing, in words, and what to do about it.

import type { ComponentHealth } from '../api/health.ts';
import { spanText } from '../span-text.ts';
import type { RadioFacts } from './radio-facts.ts';

const CHECK_IT =
  'Check that it is plugged in and powered, and that no other program uses it: `bluebell radio check NAME`.';

const UNPLUG_IT =
  'Unplug it and plug it in again, or start its machine anew. Where nothing near sends, silence is right: set `watch.radio_silence_s` higher.';

/** Of a hub without any. */
export const NO_RADIO = {
  name: 'radios',
  status: 'degraded',
  detail: 'there is no radio: nothing can be heard',
  nextStep:
    'See which there are, `bluebell radio list`, and name one under `radios` in config.yaml.',
} as const satisfies Omit<ComponentHealth, 'sinceMs'>;

type Word = Pick<ComponentHealth, 'status' | 'detail' | 'nextStep'>;

/** One radio as a part of the hub. */
export function radioHealth(facts: RadioFacts, nowMs: number): ComponentHealth {
  return { name: `radio:${facts.name}`, sinceMs: facts.sinceMs, ...wordOn(facts, nowMs) };
}

function wordOn(facts: RadioFacts, nowMs: number): Word {
  const { stage, kind, isDeaf, problem, heardMs } = facts;
  if (stage === 'failed' || stage === 'resync') return awayWord(facts);
  if (stage === 'closed') return { status: 'ok', detail: `the ${kind} has come to its end` };
  if (isDeaf) return deafWord(facts, nowMs);
  if (problem !== undefined) return { status: 'degraded', detail: problem };
  if (heardMs === undefined) return { status: 'ok', detail: 'listens, and has heard nothing yet' };
  return { status: 'ok', detail: `hears ${Math.round(facts.advertsPerMinute)} adverts a minute` };
}

function awayWord({ stage, problem, name }: RadioFacts): Word {
  const why = problem === undefined ? '' : `: ${problem}`;
  return {
    status: stage === 'failed' ? 'down' : 'degraded',
    detail: `it does not answer, and is tried again and again${why}`,
    nextStep: CHECK_IT.replace('NAME', name),
  };
}

function deafWord({ kind, heardMs, recoveries, problem }: RadioFacts, nowMs: number): Word {
  const since = heardMs === undefined ? 'ever' : `for ${spanText(nowMs - heardMs)}`;
  const tries = Object.values(recoveries).reduce((sum, count) => sum + count, 0);
  const tried = kind === 'controller' ? `; new starts so far: ${tries}` : '';
  return {
    status: 'degraded',
    detail: `has heard nothing ${since}${tried}`,
    nextStep:
      problem ??
      (kind === 'gateway' ? 'Check that the gateway runs and reaches the broker.' : UNPLUG_IT),
  };
}

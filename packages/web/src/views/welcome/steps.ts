// How far somebody is who begins: what there is already, and what comes next. No page needed.

import type { DeviceItem, RadioItem } from '@bluebell/hub/api';

/** How a step stands: `next` is the first that is not done. */
export type StepState = 'done' | 'next' | 'later';

/** What is known so far. */
export interface Progress {
  readonly radios: readonly Pick<RadioItem, 'stage' | 'isDeaf' | 'lastHeard'>[];
  readonly devices: readonly Pick<DeviceItem, 'kind' | 'name' | 'fault' | 'values'>[];
  readonly isTold: boolean;
}

/** Faults that a key mends. */
const OF_KEYS: ReadonlySet<string> = new Set(['missing_key', 'auth_failed', 'bad_key_length']);

/** Whether a device waits for its key. */
export function needsKey({ fault }: Pick<DeviceItem, 'fault'>): boolean {
  return fault !== undefined && OF_KEYS.has(fault);
}

/** Numbers of what was heard. */
export function heardCounts({ devices }: Pick<Progress, 'devices'>) {
  const sensors = devices.filter(({ kind }) => kind === 'sensor');
  return {
    heard: sensors.length,
    needKey: sensors.filter(needsKey).length,
    named: sensors.filter(({ name }) => name !== undefined).length,
    withValues: sensors.filter(({ values }) => Object.keys(values).length > 0).length,
  };
}

/** The same in words: `3 heard, 1 needs a key`. */
export function heardWords(progress: Pick<Progress, 'devices'>): string {
  const { heard, needKey } = heardCounts(progress);
  if (heard === 0) return 'None heard yet';
  if (needKey === 0) return `${heard} heard`;
  return `${heard} heard, ${needKey} ${needKey === 1 ? 'needs' : 'need'} a key`;
}

/** The steps in their order. */
export const STEPS = ['radio', 'sensors', 'names', 'home'] as const;
export type Step = (typeof STEPS)[number];

/** How each stands: the first that is not done is next, wherever later ones are done already. */
export function stepStates(progress: Progress): Readonly<Record<Step, StepState>> {
  const { heard, needKey, named } = heardCounts(progress);
  const hears = progress.radios.some(
    ({ stage, isDeaf, lastHeard }) => stage === 'running' && !isDeaf && lastHeard !== undefined,
  );
  const isDone: Readonly<Record<Step, boolean>> = {
    radio: hears,
    sensors: heard > 0,
    names: heard > 0 && needKey === 0 && named === heard,
    home: progress.isTold,
  };
  const next = STEPS.find((step) => !isDone[step]);
  const state = (step: Step): StepState => {
    if (isDone[step]) return 'done';
    return step === next ? 'next' : 'later';
  };
  return {
    radio: state('radio'),
    sensors: state('sensors'),
    names: state('names'),
    home: state('home'),
  };
}

// How a radio stands, in words. No page needed.

import type { RadioItem } from '@bluebell/hub/api';

/** A word with its tone. */
export interface Word {
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet';
  readonly text: string;
}

/** The radio as one word. */
export function stateWord({ stage, isDeaf, problem, lastHeard }: RadioItem): Word {
  if (stage === 'failed') return { tone: 'bad', text: 'Away' };
  if (stage === 'resync') return { tone: 'warn', text: 'Coming back' };
  if (stage === 'closed') return { tone: 'quiet', text: 'At its end' };
  if (isDeaf) return { tone: 'bad', text: 'Hears nothing' };
  if (problem !== undefined) return { tone: 'warn', text: 'Not as it should be' };
  return lastHeard === undefined
    ? { tone: 'quiet', text: 'Listens' }
    : { tone: 'good', text: 'Hears' };
}

/** The simulated home is a radio too. */
export function isSimulated({ name }: Pick<RadioItem, 'name'>): boolean {
  return name === 'sim';
}

const KINDS: Readonly<Record<RadioItem['kind'], string>> = {
  controller: 'Bluetooth controller',
  recording: 'Recording',
  gateway: 'Gateway on MQTT',
};

/** What it is. */
export function kindWord(radio: RadioItem): string {
  return isSimulated(radio) ? 'Simulated home' : KINDS[radio.kind];
}

/** The ways to help a radio, the mildest first. */
export const STEPS = [
  {
    id: 'restartScan',
    title: 'Begin listening anew',
    words: 'Switches listening off and on. Connections stay.',
  },
  {
    id: 'reset',
    title: 'Reset the controller',
    words: 'The controller starts anew, and its connections end.',
  },
  {
    id: 'reopen',
    title: 'Open the way to it anew',
    words: 'Closes and opens the port or socket, and resets the controller.',
  },
] as const;
export type StepId = (typeof STEPS)[number]['id'];

/** What was done to make it hear again, in words; empty where nothing was. */
export function recoveryWords(recoveries: RadioItem['recoveries']): readonly string[] {
  return STEPS.flatMap(({ id, title }) => {
    const count = Object.hasOwn(recoveries, id) ? (recoveries[id] ?? 0) : 0;
    return count > 0 ? [`${title}: ${count === 1 ? 'once' : `${count} times`}`] : [];
  });
}

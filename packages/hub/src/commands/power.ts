// Power: relays.

import * as z from 'zod';
import { onOff, switchingIn } from './argument.ts';
import { defineCommand } from './command.ts';
import type { RelaysPort } from './ports.ts';

/** The index that means all of them. */
const ALL = 0;

export const power = defineCommand({
  name: 'switch-relay',
  summary: 'Switches a relay, or reads it.',
  args: { relay: z.int().min(0), to: z.enum(['on', 'off', 'toggle']).optional() },
  run({ relays }, { relay, to }) {
    const meant = relayNumbers(relays).filter((number) => relay === ALL || number === relay);
    return meant.map((number) => {
      const before = relays.get(number);
      const isOn = to === undefined ? before : to === 'toggle' ? !before : to === 'on';
      // A relay elsewhere may take its time: what was asked for is what is answered.
      if (to !== undefined) relays.set(number, isOn);
      return { key: powerKey(relays, number), isOn };
    });
  },
  tasmota: {
    spelling: 'Power',
    index: 'relay, from 1; 0 for all',
    argument: '0, 1, 2, OFF, ON or TOGGLE; empty to read',
    read(input) {
      const word = switchingIn(input);
      return word === undefined ? undefined : { relay: input.index, to: word || undefined };
    },
    answer: (relays) =>
      relays.length > 0
        ? relays.map(({ key, isOn }) => ({ json: JSON.stringify({ [key]: onOff(isOn) }) }))
        : undefined,
    examples: [
      { send: 'Power1', answers: '{"POWER1":"OFF"}' },
      { send: 'Power2 TOGGLE', answers: '{"POWER2":"ON"}' },
      { send: 'Power', answers: '{"POWER1":"OFF"}' },
      { send: 'Power9 1', answers: '{"Command":"Error"}' },
    ],
  },
});

/** `POWER1`; a lone relay has no number. */
export function powerKey({ count }: Pick<RelaysPort, 'count'>, relay: number): string {
  return count > 1 ? `POWER${relay}` : 'POWER';
}

function relayNumbers({ count }: RelaysPort): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
